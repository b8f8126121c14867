// @ts-check
import fs from "node:fs/promises";
import path from "node:path";
import { goBuild, goEnvironment, lastLine, moduleFolder } from "../go-build.mjs";
import { projectRoot } from "../project-root.mjs";
import { runCommand } from "../run-command.mjs";
import { MINIMUM_GO, PINNED_PULUMI } from "./version.mjs";

/** The newest release of Pulumi's SDK module that still contains the Node.js language host. */
const LANGUAGE_HOST = "3.68.0";

const SDK = "github.com/pulumi/pulumi/sdk/v3";
const MODULES = path.join(projectRoot, "tools", "pulumi-cli");

/**
 * Builds the CLI and its Node.js language host from their Go modules (several minutes the first time).
 * @param {string} folder an empty folder, which then holds the programs
 * @returns {Promise<string | undefined>} why it didn't work, or undefined when it did
 */
export async function buildFromGo(folder) {
  if (process.platform === "win32") return "building the CLI from Go modules isn't supported on Windows";
  const env = goEnvironment();
  const host = path.join(MODULES, "language-nodejs");
  // Run inside the module, this also shows whether Go can switch to the version which go.mod demands.
  const version = await runCommand("go", ["env", "GOVERSION"], { cwd: host, env });
  if (version.code === 127) return "there is no go command on PATH";
  if (version.code !== 0) return `go isn't ${MINIMUM_GO} or newer (${lastLine(version.stderr)})`;

  console.error(`Pulumi CLI: building it with ${version.stdout.trim()} from Go modules, which takes 4 to 8 minutes.`);
  console.error("  This happens once: later runs, also of other clones, use the result.");
  const failed =
    (await goBuild("Pulumi CLI: 1 of 2, Node.js language host", {
      cwd: host,
      env,
      package: `${SDK}/nodejs/cmd/pulumi-language-nodejs`,
      flags: versionFlag(LANGUAGE_HOST),
      output: path.join(folder, "pulumi-language-nodejs"),
    })) ??
    (await copyLaunchers(folder, host)) ??
    (await goBuild("Pulumi CLI: 2 of 2, pulumi", {
      cwd: path.join(MODULES, "pulumi"),
      env,
      package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
      flags: versionFlag(PINNED_PULUMI),
      output: path.join(folder, "pulumi"),
    }));
  return failed;
}

/** @param {string} version what the program says it is */
const versionFlag = (version) => `-X ${SDK}/go/common/version.Version=v${version}`;

/**
 * The small scripts that start Node.js resources and policies; the module brings them along.
 * @param {string} folder
 * @param {string} cwd
 */
async function copyLaunchers(folder, cwd) {
  const module = await moduleFolder(SDK, cwd);
  if ("problem" in module) return module.problem;
  const dist = path.join(module.folder, "nodejs", "dist");
  for (const name of await fs.readdir(dist)) {
    if (!name.startsWith("pulumi-") || name.endsWith(".cmd")) continue;
    await fs.copyFile(path.join(dist, name), path.join(folder, name));
    await fs.chmod(path.join(folder, name), 0o755);
  }
  return undefined;
}
