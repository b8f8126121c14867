// @ts-check
import { createHash } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";

/**
 * What tells the sources of a build from all others.
 * @param {string} root
 * @param {readonly string[]} files from `root` on
 */
export async function digest(root, files) {
  const hash = createHash("sha256");
  for (const file of ["tsconfig.json", "package-lock.json", ...files]) {
    hash.update(file).update(await fs.readFile(path.join(root, file)));
  }
  return hash.digest("hex");
}

/**
 * @param {string} folder
 * @param {RegExp} wanted
 */
export async function filesBelow(folder, wanted) {
  const files = await fs.readdir(folder, { recursive: true });
  return files.filter((file) => wanted.test(file)).sort();
}
