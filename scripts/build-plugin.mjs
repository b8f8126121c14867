// @ts-check
import { existsSync } from "node:fs";
import fs from "node:fs/promises";
import path from "node:path";
import { digest, filesBelow } from "./built-from.mjs";
import { licencesOf } from "./bundled-licences.mjs";

export const PLUGIN = "pulumi-resource-volcengine-rtc";

/**
 * Makes provider/plugin: the executable that Pulumi starts for programs in any language, in one file with all it needs but
 * Node.js, and the licences of what is in it. Skipped where the sources are those of the last build.
 * @param {string} root
 */
export async function buildPlugin(root) {
  const folder = path.join(root, "provider", "plugin");
  const stampFile = path.join(folder, ".built-from");
  const sources = await filesBelow(path.join(root, "provider", "src"), /\.(ts|json)$/);
  const stamp = await digest(root, [
    ...["build-plugin.mjs", "bundled-licences.mjs", "deferred-packages.mjs"].map((file) => path.join("scripts", file)),
    path.join("provider", "package.json"),
    ...sources.map((file) => path.join("provider", "src", file)),
  ]);
  const isBuilt = existsSync(path.join(folder, PLUGIN));
  if (isBuilt && (await fs.readFile(stampFile, "utf8").catch(() => "")) === stamp) {
    console.error("Plugin: already built.");
    return;
  }
  const started = Date.now();
  await fs.rm(folder, { recursive: true, force: true });
  await fs.mkdir(folder, { recursive: true });
  const { version } = JSON.parse(await fs.readFile(path.join(root, "provider", "package.json"), "utf8"));
  // Loaded only here, as set-up runs before anything is installed.
  const { build } = await import("esbuild");
  const { deferredPackages } = await import("./deferred-packages.mjs");
  /** @type {Set<string>} */
  const deferred = new Set();
  /** @satisfies {import("esbuild").BuildOptions} */
  const options = {
    absWorkingDir: root,
    entryPoints: [path.join("provider", "src", "plugin", "main.ts")],
    outfile: path.join(folder, PLUGIN),
    bundle: true,
    platform: /** @type {const} */ ("node"),
    target: "node20",
    format: /** @type {const} */ ("cjs"),
    // Names are kept: bugs show their stacks.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: /** @type {const} */ ("none"),
    banner: { js: "#!/usr/bin/env node" },
    define: { PLUGIN_VERSION: JSON.stringify(version) },
    metafile: /** @type {const} */ (true),
    logLevel: /** @type {const} */ ("warning"),
  };
  const { metafile } = await build({ ...options, plugins: [deferredPackages(options, deferred)] });
  await fs.chmod(path.join(folder, PLUGIN), 0o755);
  await fs.writeFile(path.join(folder, `${PLUGIN}.cmd`), `@node "%~dp0${PLUGIN}" %*\r\n`);
  await fs.writeFile(
    path.join(folder, "LICENCES"),
    await licencesOf(root, [...Object.keys(metafile.inputs), ...deferred]),
  );
  await fs.writeFile(stampFile, stamp);
  console.error(`Plugin: built in ${((Date.now() - started) / 1000).toFixed(0)} s.`);
}
