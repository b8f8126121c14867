import type { TestProject } from "vitest/node";
import { script } from "#test/unit/scripts/script";
import { findHosts } from "./support/find-hosts";
import { goEnvironment } from "./support/go-environment";
import { pythonEnvironment } from "./support/python-environment";

declare module "vitest" {
  interface ProvidedContext {
    /** The environment variables with which programs in Go find what their compiler needs. */
    go: Record<string, string>;
    /** The environment variables with which programs in Python find their packages. */
    python: Record<string, string>;
  }
}

/** Makes the SDKs as a release has them, and installs them once for all test files. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const searchPath = await findHosts(project, ["python", "go"]);
  const { packagePlugin } = await script<{ packagePlugin(): Promise<string> }>("package-plugin.mjs");
  await packagePlugin();
  project.provide("go", await goEnvironment());
  const python = await pythonEnvironment(searchPath);
  project.provide("python", python.environment);
  return python.dispose;
}
