// @ts-check
import { existsSync } from "node:fs";
import fs from "node:fs/promises";
import path from "node:path";
import { digest, filesBelow } from "./built-from.mjs";
import { runCommand } from "./run-command.mjs";
import { StepError } from "./step-error.mjs";

/**
 * Compiles provider/src to provider/dist unless the sources are those of the last build.
 * @param {string} root
 */
export async function buildProvider(root) {
  const sources = (await filesBelow(path.join(root, "provider", "src"), /\.ts$/)).filter(isCompiled);
  const dist = path.join(root, "provider", "dist");
  const stampFile = path.join(dist, ".built-from");
  const stamp = await digest(root, [
    path.join("provider", "tsconfig.json"),
    ...sources.map((file) => path.join("provider", "src", file)),
  ]);
  const fits = await outputsFit(dist, sources);
  if (fits && (await fs.readFile(stampFile, "utf8").catch(() => "")) === stamp) {
    console.error("Provider: already built.");
    return;
  }
  console.error("Provider: compiling provider/src ...");
  const started = Date.now();
  // The incremental compiler neither restores deleted outputs nor removes those whose source has gone.
  if (!fits) await fs.rm(dist, { recursive: true, force: true });
  const compiler = path.join(root, "node_modules", "typescript", "bin", "tsc");
  const args = [compiler, "-p", path.join("provider", "tsconfig.json")];
  const { code } = await runCommand(process.execPath, args, { cwd: root, stdout: "stderr" });
  if (code !== 0) {
    throw new StepError(
      "Building the provider (npm run build)",
      `the TypeScript compiler ended with exit code ${code}; its messages are above.`,
      "correct the places named above in provider/src, then run this again.",
    );
  }
  // npm makes a command executable when it installs a package; in this workspace it is linked before it is built.
  await fs.chmod(path.join(dist, "cli.js"), 0o755);
  await fs.writeFile(stampFile, stamp);
  console.error(`Provider: built in ${((Date.now() - started) / 1000).toFixed(0)} s.`);
}

/** The plugin is one file by itself; see build-plugin.mjs. @param {string} file */
const isCompiled = (file) => !file.startsWith(`plugin${path.sep}`);

/**
 * @param {string} dist
 * @param {readonly string[]} sources
 */
async function outputsFit(dist, sources) {
  if (!existsSync(dist)) return false;
  const outputs = await filesBelow(dist, /\.js$/);
  const expected = sources.filter((file) => !file.endsWith(".d.ts")).map((file) => file.replace(/\.ts$/, ".js"));
  return outputs.join("\n") === expected.sort().join("\n");
}
