// @ts-check
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import fs from "node:fs/promises";
import path from "node:path";
import { cached, platformFolder } from "./cache-folder.mjs";
import { projectRoot } from "./project-root.mjs";
import { runCommand } from "./run-command.mjs";
import { StepError } from "./step-error.mjs";

/** Names the versions of Node.js and of Pulumi's SDK that are tested beside those of the repository. */
const LIST = path.join(projectRoot, "tools", "versions");

/**
 * @typedef {{ version: string, folder: string }} Version folder is relative to what `installVersions` returns
 * @typedef {{ node: Version, sdk: Version }} Pair
 */

/**
 * Each listed Node.js with each listed SDK that it can run, oldest first.
 * @returns {Promise<Pair[]>}
 */
export async function versionPairs() {
  const { packages } = JSON.parse(await fs.readFile(path.join(LIST, "package-lock.json"), "utf8"));
  /** @param {RegExp} name */
  const listed = (name) =>
    Object.keys(packages)
      .filter((folder) => name.test(folder))
      .sort();
  return listed(/^node_modules\/node-\d+$/).flatMap((node) =>
    listed(/^node_modules\/pulumi-sdk-[\d.]+$/)
      .filter((sdk) => majorOf(packages[node].version) >= majorOf(packages[sdk].engines.node))
      .map((sdk) => ({
        node: { version: packages[node].version, folder: node },
        sdk: { version: packages[sdk].version, folder: sdk },
      })),
  );
}

/**
 * The major version of "20.20.2" or of ">=20".
 * @param {string} range
 */
const majorOf = (range) => Number(/\d+/.exec(range)?.[0]);

/**
 * Installs all listed versions with npm, once for all clones. Whole Node.js runtimes come as npm packages, for Linux on
 * x64 alone; elsewhere npm leaves them out.
 * @returns {Promise<string>} the folder that holds node_modules
 */
export async function installVersions() {
  const lock = await fs.readFile(path.join(LIST, "package-lock.json"));
  const target = platformFolder(`versions-${createHash("sha256").update(lock).digest("hex").slice(0, 12)}`);
  await cached(target, {
    found: async () => (existsSync(target) ? target : undefined),
    fill: async (folder) => {
      console.error("Versions: installing other versions of Node.js and the SDK (once; kept for later runs) ...");
      for (const file of ["package.json", "package-lock.json"]) {
        await fs.copyFile(path.join(LIST, file), path.join(folder, file));
      }
      const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
      const { code } = await runCommand("npm", ["ci", ...options], { cwd: folder, stdout: "stderr" });
      if (code === 0) return target;
      throw new StepError(
        "Installing the versions to test (npm ci)",
        `npm ended with exit code ${code}; its message is above.`,
        "check that npm reaches its registry (npm ping), then run this again.",
      );
    },
    onWait: () => console.error("Versions: waiting for another run that is already installing them."),
  });
  return target;
}
