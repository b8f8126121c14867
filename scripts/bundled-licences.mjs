// @ts-check
import fs from "node:fs/promises";
import path from "node:path";
import { StepError } from "./step-error.mjs";

/**
 * The licences of all packages that some files belong to, as one text.
 * @param {string} root
 * @param {readonly string[]} files from `root` on
 */
export async function licencesOf(root, files) {
  const folders = [...new Set(files.flatMap((file) => folderOf(file) ?? []))].sort();
  const texts = await Promise.all(folders.map((folder) => licenceOf(path.join(root, folder))));
  return `What is bundled here, and under which licences.\n\n${texts.join("\n\n")}\n`;
}

/**
 * The folder of the package that a file belongs to.
 * @param {string} file
 */
function folderOf(file) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

/** @param {string} folder */
async function licenceOf(folder) {
  const { name, version, license } = JSON.parse(await fs.readFile(path.join(folder, "package.json"), "utf8"));
  const file = (await fs.readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined && typeof license !== "string") {
    throw new StepError(
      "Building the plugin",
      `${name} ${version} says nothing of its licence.`,
      "find out, or do without it.",
    );
  }
  const text = file === undefined ? "" : `\n\n${(await fs.readFile(path.join(folder, file), "utf8")).trim()}`;
  return `--- ${name} ${version} (${license})${text}`;
}
