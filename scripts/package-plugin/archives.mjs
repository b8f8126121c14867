// @ts-check
import fs from "node:fs/promises";
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
  const plugin = path.join(projectRoot, "provider", "plugin");
  // What begins with a dot is of the build alone.
  const files = (await fs.readdir(plugin)).filter((name) => !name.startsWith(".")).sort();
  for (const system of SYSTEMS) {
    const names = files.filter((name) => system === "windows" || !name.endsWith(".cmd"));
    for (const processor of PROCESSORS) {
      const file = path.join(folder, `pulumi-resource-volcengine-rtc-v${version}-${system}-${processor}.tar.gz`);
      // Portable: nothing of the user and the machine that made it.
      await create({ file, cwd: plugin, gzip: true, portable: true }, names);
    }
  }
}
