// @ts-check
import fs from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { builtOnce } from "./built-once.mjs";
import { platformFolder } from "./cache-folder.mjs";
import { goBuild, goEnvironment, moduleFolder, pinnedVersion } from "./go-build.mjs";
import { requireSupportedNode } from "./node-version.mjs";
import { projectRoot } from "./project-root.mjs";
import { findProgram } from "./pulumi-cli/inspect.mjs";
import { MINIMUM_GO } from "./pulumi-cli/version.mjs";
import { runScript } from "./step-error.mjs";

const SDK = "github.com/pulumi/pulumi/sdk/v3";
const YAML = "github.com/pulumi/pulumi-yaml";

/**
 * Where each host is built from: the newest Go modules that still contain it.
 * @typedef {keyof typeof HOSTS} Language
 * @typedef {{ title: string, module: string, program: string, version: string, launcher?: string, takes: string }} Host
 *   program: its package in the module. version: the variable that holds it. launcher: a script that it expects beside it.
 */
const HOSTS = {
  yaml: /** @type {Host} */ ({
    title: "YAML language host",
    module: YAML,
    program: "cmd/pulumi-language-yaml",
    version: `${YAML}/pkg/version.Version`,
    takes: "2 to 5 minutes",
  }),
  python: /** @type {Host} */ ({
    title: "Python language host",
    module: SDK,
    program: "python/cmd/pulumi-language-python",
    version: `${SDK}/go/common/version.Version`,
    launcher: "python/cmd/pulumi-language-python-exec",
    takes: "about a minute",
  }),
  go: /** @type {Host} */ ({
    title: "Go language host",
    module: SDK,
    program: "go/pulumi-language-go",
    version: `${SDK}/go/common/version.Version`,
    takes: "about a minute",
  }),
};

export const LANGUAGES = /** @type {Language[]} */ (Object.keys(HOSTS));

/**
 * Finds what Pulumi runs programs in these languages with, or builds it from its Go modules. Hosts that a CLI brings
 * along, as the official release does, go before those of the cache. Progress goes to stderr.
 * @param {readonly Language[]} [languages]
 * @param {string} [searchPath] where the CLI is. Default: PATH of this process
 * @returns {Promise<string>} the folders to put on PATH
 * @throws {StepError} when one can't be built
 */
export async function languageHosts(languages = LANGUAGES, searchPath = process.env.PATH ?? "") {
  const withCli = await foldersOfCli(searchPath);
  /** @type {string[]} */
  const folders = [];
  // One after the other: each build keeps all cores busy.
  for (const language of languages) {
    const found = await findProgram(`pulumi-language-${language}`, withCli);
    folders.push(found === undefined ? await builtHost(language) : path.dirname(found));
  }
  return [...new Set(folders)].join(path.delimiter);
}

/**
 * The folders the CLI looks for hosts in: those of the search path, and the one that the CLI itself is in.
 * @param {string} searchPath
 */
async function foldersOfCli(searchPath) {
  const folders = searchPath.split(path.delimiter).filter((folder) => folder !== "");
  const pulumi = await findProgram("pulumi", folders);
  // Package managers put a link on PATH and the hosts beside its target.
  return pulumi === undefined ? folders : [path.dirname(await fs.realpath(pulumi)), ...folders];
}

/** @param {Language} language */
async function builtHost(language) {
  const { title, module, program, version, launcher, takes } = HOSTS[language];
  const cwd = path.join(projectRoot, "tools", `language-${language}`);
  const pinned = await pinnedVersion(module, cwd);
  return builtOnce(title, {
    target: platformFolder(`language-${language}-${pinned}`),
    takes,
    next: `install Pulumi's official release, which brings it along (https://www.pulumi.com/docs/install/), or Go ${MINIMUM_GO} or newer (https://go.dev/dl/); then run this again.`,
    build: async (folder) => {
      const ending = process.platform === "win32" ? ".exe" : "";
      const problem = await goBuild(title, {
        cwd,
        env: goEnvironment(),
        package: `${module}/${program}`,
        flags: `-X ${version}=v${pinned}`,
        output: path.join(folder, path.posix.basename(program) + ending),
      });
      return problem ?? (launcher && copyLauncher(module, launcher, cwd, folder));
    },
  });
}

/**
 * @param {string} module
 * @param {string} launcher
 * @param {string} cwd
 * @param {string} folder
 * @returns {Promise<string | undefined>} why it didn't work, or undefined when it did
 */
async function copyLauncher(module, launcher, cwd, folder) {
  const source = await moduleFolder(module, cwd);
  if ("problem" in source) return source.problem;
  const copy = path.join(folder, path.posix.basename(launcher));
  await fs.copyFile(path.join(source.folder, launcher), copy);
  // Files of a module can't be run, wherever Go keeps them.
  await fs.chmod(copy, 0o755);
  return undefined;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  requireSupportedNode();
  await runScript(async () => console.log(await languageHosts()));
}
