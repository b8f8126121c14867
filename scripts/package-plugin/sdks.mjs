// @ts-check
import fs from "node:fs/promises";
import path from "node:path";
import { projectRoot } from "../project-root.mjs";
import { runCommand } from "../run-command.mjs";
import { StepError } from "../step-error.mjs";
import { sdkGenerator } from "./sdk-generator.mjs";

const SCHEMA = path.join(projectRoot, "provider", "src", "plugin", "schema.json");

/**
 * Writes the SDKs for Node.js, Python and Go, ready to be installed.
 * @param {string} release
 * @param {string} version
 */
export async function writeSdks(release, version) {
  const generator = await sdkGenerator();
  console.error("Release: writing the SDKs ...");
  const sdk = path.join(release, "sdk");
  await mustSucceed("Writing the SDKs", generator, [SCHEMA, version, sdk], "correct the schema, then run this again.");
  for (const language of await fs.readdir(sdk)) {
    await fs.copyFile(path.join(projectRoot, "LICENSE"), path.join(sdk, language, "LICENSE"));
  }
  await addGoModule(path.join(sdk, "go"));
  await compileForNode(path.join(sdk, "nodejs"), path.join(release, "nodejs-sources"));
}

/**
 * The generator writes packages without a module around them.
 * @param {string} folder
 */
async function addGoModule(folder) {
  const { language } = JSON.parse(await fs.readFile(SCHEMA, "utf8"));
  const module = path.posix.dirname(language.go.importBasePath);
  // The SDK that the generated code was tested with; a program may have a newer one.
  const lines = [
    `module ${module}`,
    "",
    "go 1.26",
    "",
    "require (",
    "\tgithub.com/blang/semver v3.5.1+incompatible",
    "\tgithub.com/pulumi/pulumi/sdk/v3 v3.259.0",
    ")",
    "",
  ];
  await fs.writeFile(path.join(folder, "go.mod"), lines.join("\n"));
}

/**
 * npm installs compiled code. The sources are put aside, so that what is left is the package.
 * @param {string} folder
 * @param {string} sources
 */
async function compileForNode(folder, sources) {
  await fs.rename(folder, sources);
  const compiler = path.join(projectRoot, "node_modules", "typescript", "bin", "tsc");
  const args = [compiler, "-p", sources, "--outDir", folder, "--sourceMap", "false", "--declarationMap", "false"];
  await mustSucceed("Compiling the SDK for Node.js", process.execPath, args, "see the compiler's messages above.");
  for (const name of ["package.json", "README.md", "LICENSE"]) {
    await fs.copyFile(path.join(sources, name), path.join(folder, name));
  }
  await fs.rm(sources, { recursive: true });
}

/**
 * @param {string} step
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} next
 */
async function mustSucceed(step, command, args, next) {
  const { code } = await runCommand(command, args, { cwd: projectRoot, stdout: "stderr" });
  if (code !== 0) throw new StepError(step, `the command ended with exit code ${code}; its message is above.`, next);
}
