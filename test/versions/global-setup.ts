import { existsSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import findCli from "../e2e/support/global-setup";
import type { Runtime } from "../support/runtimes";
import { script } from "../unit/scripts/script";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder with all versions under test in its node_modules. */
    versions: string;
  }
}

const majorOf = (version: string) => version.split(".")[0];

interface Version {
  version: string;
  folder: string;
}

interface Versions {
  installVersions(): Promise<string>;
  versionPairs(): Promise<{ node: Version; sdk: Version }[]>;
}

/**
 * Has every version at hand: each Node.js with each SDK that it runs. Where npm has no whole Node.js for this machine, the
 * one that runs the tests stands for its major version.
 */
export default async function setup(project: TestProject): Promise<void> {
  findCli(project);
  const { installVersions, versionPairs } = await script<Versions>("versions.mjs");
  const folder = await installVersions();
  const runtimes = (await versionPairs()).flatMap(({ node, sdk }): Runtime[] => {
    const installed = join(folder, node.folder, "bin", "node");
    const found = existsSync(installed)
      ? { version: node.version, program: installed }
      : { version: process.versions.node, program: process.execPath };
    if (majorOf(found.version) !== majorOf(node.version)) return [];
    const name = `Node.js ${found.version} and SDK ${sdk.version}`;
    return [{ name, node: found.program, sdk: join(folder, sdk.folder) }];
  });
  if (runtimes.length === 0) throw new Error(`Node.js ${process.versions.node} is not listed in tools/versions`);
  project.provide("versions", folder);
  project.provide("runtimes", runtimes);
}
