import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The search path on which the Pulumi CLI and Node.js are found. */
    searchPath: string;
  }
}

const repository = new URL("../../../", import.meta.url);

/** Finds the CLI once for all test files. */
export default function setup(project: TestProject): void {
  project.provide("searchPath", searchPathWithCli());
}

/** The search path with the CLI: the one on the PATH, or the one the project's own script gets. */
export function searchPathWithCli(): string {
  if (!existsSync(new URL("provider/dist/index.js", repository))) {
    throw new Error("The provider is not built. Run `npm run build` first");
  }
  const path = process.env.PATH ?? "";
  return hasCli(path) ? path : `${fetchCli()}${delimiter}${path}`;
}

function hasCli(path: string): boolean {
  try {
    execFileSync("pulumi", ["version"], { env: { PATH: path, PULUMI_SKIP_UPDATE_CHECK: "true" }, stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function fetchCli(): string {
  const script = fileURLToPath(new URL("scripts/pulumi-cli.mjs", repository));
  const printed = execFileSync(process.execPath, [script], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  return printed.trim().split("\n").at(-1) ?? "";
}
