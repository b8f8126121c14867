import { delimiter } from "node:path";
import type { TestProject } from "vitest/node";
import { searchPathWithCli } from "#test/e2e/support/global-setup";
import { script } from "#test/unit/scripts/script";

export type Language = "yaml" | "python" | "go";

interface Hosts {
  languageHosts(languages: readonly Language[], searchPath: string): Promise<string>;
}

/** Finds the CLI and the hosts of languages once for all test files, or builds them. @returns the search path with them. */
export async function findHosts(project: TestProject, languages: readonly Language[]): Promise<string> {
  const withCli = searchPathWithCli();
  const { languageHosts } = await script<Hosts>("language-hosts.mjs");
  const searchPath = `${withCli}${delimiter}${await languageHosts(languages, withCli)}`;
  project.provide("searchPath", searchPath);
  return searchPath;
}
