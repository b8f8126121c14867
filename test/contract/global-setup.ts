import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { folderOf } from "../support/installed-package";
import "../support/runtimes";

/** Pulumi's processes load the built package, so it must be built from the sources as they are. */
export default function setup(project: TestProject): void {
  const name = `Node.js ${process.versions.node} and the repository's SDK`;
  project.provide("runtimes", [{ name, node: process.execPath, sdk: folderOf("@pulumi/pulumi") }]);
  const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const settings = fileURLToPath(new URL("../../provider/tsconfig.json", import.meta.url));
  execFileSync(process.execPath, [compiler, "-p", settings], { stdio: "inherit" });
}
