// @ts-check
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import fs from "node:fs/promises";
import path from "node:path";
import { runCommand } from "./run-command.mjs";
import { StepError } from "./step-error.mjs";

/** @typedef {{ version?: string, link?: boolean, optional?: boolean, resolved?: string }} LockedPackage */

/**
 * Runs `npm ci` unless node_modules already holds what package-lock.json asks for.
 * @param {string} root
 */
export async function installDependencies(root) {
  const reason = await reasonToInstall(root);
  if (reason === undefined) {
    console.error("Dependencies: already installed.");
  } else {
    console.error(`Dependencies: running npm ci (${reason}) ...`);
    const started = Date.now();
    await installWithNpm(root);
    console.error(`Dependencies: installed in ${((Date.now() - started) / 1000).toFixed(0)} s.`);
  }
  await fs.writeFile(stampFile(root), await wantedStamp(root));
}

/** @param {string} root */
async function installWithNpm(root) {
  // Development tools are needed here even where NODE_ENV=production is set.
  const options = ["--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const { code } = await runCommand("npm", ["ci", ...options], { cwd: root, stdout: "stderr" });
  if (code === 0) return;
  throw new StepError(
    "Installing the dependencies (npm ci)",
    code === 127 ? "there is no npm on PATH." : `npm ended with exit code ${code}; its message is above.`,
    "check that npm reaches its registry (npm ping) and that package-lock.json fits package.json, then run this again.",
  );
}

/**
 * Why `npm ci` has to run, or undefined when it needn't.
 * @param {string} root
 * @returns {Promise<string | undefined>}
 */
export async function reasonToInstall(root) {
  const installed = await readPackages(path.join(root, "node_modules", ".package-lock.json"));
  if (installed === undefined) return "there is no complete node_modules";
  const stamp = await fs.readFile(stampFile(root), "utf8").catch(() => undefined);
  if (stamp !== (await wantedStamp(root))) {
    if (stamp !== undefined && stamp.split("\n")[0] !== platform()) return "installed for another Node.js or system";
    // No stamp, or an older one, is fine after an `npm install` by hand: npm's own record decides.
    const locked = (await readPackages(path.join(root, "package-lock.json"))) ?? {};
    const differing = Object.entries(locked).find(([folder, wanted]) => !isInstalledAs(wanted, folder, installed));
    if (differing) return `package-lock.json has another ${differing[0]}`;
  }
  const missing = Object.keys(installed).find((folder) => !existsSync(path.join(root, folder, "package.json")));
  return missing === undefined ? undefined : `${missing} is missing`;
}

/**
 * @param {LockedPackage} wanted
 * @param {string} folder
 * @param {Record<string, LockedPackage>} installed
 */
function isInstalledAs(wanted, folder, installed) {
  // The workspaces themselves ("", "provider") are sources, not installed packages.
  if (!/(^|\/)node_modules\//.test(folder)) return true;
  const found = installed[folder];
  if (found === undefined) return wanted.optional === true;
  return found.version === wanted.version && found.link === wanted.link;
}

/**
 * @param {string} file
 * @returns {Promise<Record<string, LockedPackage> | undefined>}
 */
async function readPackages(file) {
  try {
    return JSON.parse(await fs.readFile(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

/** @param {string} root */
const stampFile = (root) => path.join(root, "node_modules", ".installed-for");

/** Some dependencies are native, so node_modules fits one platform and one major version of Node.js. */
const platform = () => `${process.platform} ${process.arch} node ${process.versions.node.split(".")[0]}`;

/** @param {string} root */
async function wantedStamp(root) {
  const lock = await fs.readFile(path.join(root, "package-lock.json"));
  return `${platform()}\n${createHash("sha256").update(lock).digest("hex")}\n`;
}
