// @ts-check
import { requireSupportedNode } from "./node-version.mjs";
import { addDocuments } from "./package-documents.mjs";
import { setUp } from "./set-up.mjs";
import { runScript } from "./step-error.mjs";

// npm runs this before it packs or publishes the provider, also in a clone in which nothing was installed or built yet.
requireSupportedNode();
await runScript(async () => {
  await setUp();
  await addDocuments();
});
