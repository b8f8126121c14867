// @ts-check
import { createHash } from "node:crypto";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { buildPlugin } from "./build-plugin.mjs";
import { buildProvider } from "./build-provider.mjs";
import { installDependencies } from "./install-dependencies.mjs";
import { withLock } from "./lock.mjs";
import { requireSupportedNode } from "./node-version.mjs";
import { projectRoot } from "./project-root.mjs";
import { runScript } from "./step-error.mjs";

/**
 * Makes a fresh clone ready: dependencies installed, provider and plugin built. What is already done is skipped.
 * Progress goes to stderr. Safe to run twice at the same time.
 */
export async function setUp() {
  // `npm ci` removes node_modules, so the lock can't live in there; the repository must stay clean, too.
  const clone = createHash("sha256").update(projectRoot).digest("hex").slice(0, 16);
  const lock = path.join(os.tmpdir(), `pulumi-volcengine-rtc-set-up-${clone}.lock`);
  await withLock(
    lock,
    async () => {
      await installDependencies(projectRoot);
      await buildProvider(projectRoot);
      await buildPlugin(projectRoot);
    },
    () => console.error("Set-up: waiting for another run in this folder to finish its set-up."),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  requireSupportedNode();
  await runScript(setUp);
}
