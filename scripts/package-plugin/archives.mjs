// @ts-check
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { create } from "tar";
import { projectRoot } from "../project-root.mjs";

/** The names of platforms are those that Pulumi asks by, which are Go's. */
const SYSTEMS = ["linux", "darwin", "windows"];
const PROCESSORS = ["amd64", "arm64"];

/**
 * Writes the archives that `pulumi plugin install` takes from a file or a server. The plugin is the same everywhere: a
 * script for Node.js, which on Windows takes a launcher to start.
 * @param {string} folder
 * @param {string} version
 */
export async function writeArchives(folder, version) {
  console.error("Release: writing the archives of the plugin ...");
  const content = await fs.mkdtemp(path.join(os.tmpdir(), "plugin-archive-"));
  try {
    // What begins with a dot is of the build alone.
    const filter = (/** @type {string} */ source) => !path.basename(source).startsWith(".");
    await fs.cp(path.join(projectRoot, "provider", "plugin"), content, { recursive: true, filter });
    await fs.copyFile(path.join(projectRoot, "LICENSE"), path.join(content, "LICENSE"));
    const files = (await fs.readdir(content)).sort();
    for (const system of SYSTEMS) {
      const names = files.filter((name) => system === "windows" || !name.endsWith(".cmd"));
      for (const processor of PROCESSORS) {
        const file = path.join(folder, `pulumi-resource-volcengine-rtc-v${version}-${system}-${processor}.tar.gz`);
        // Portable: nothing of the user and the machine that made it.
        await create({ file, cwd: content, gzip: true, portable: true }, names);
      }
    }
  } finally {
    await fs.rm(content, { recursive: true });
  }
}
