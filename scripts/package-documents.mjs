// @ts-check
import fs from "node:fs/promises";
import path from "node:path";
import { projectRoot } from "./project-root.mjs";

/** What the README links to goes into the package, so that no link of an installed README leads nowhere. */
const DOCUMENTS = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "docs", "examples"];

/** What working with an example leaves in its folder. */
const INSTALLED = ["node_modules", "venv"];

const provider = path.join(projectRoot, "provider");

/** Copies the repository's documents beside the provider's package.json; npm packs nothing from above it. */
export async function addDocuments() {
  await removeDocuments();
  for (const name of DOCUMENTS) {
    await fs.cp(path.join(projectRoot, name), path.join(provider, name), {
      recursive: true,
      filter: (source) => !INSTALLED.includes(path.basename(source)),
    });
  }
}

/** Takes the copies away again: each document stands once in the repository. */
export async function removeDocuments() {
  for (const name of DOCUMENTS) await fs.rm(path.join(provider, name), { recursive: true, force: true });
}
