import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { script } from "#test/unit/scripts/script";

interface Cache {
  platformFolder(name: string): string;
  cached(
    target: string,
    steps: { found(): Promise<string | undefined>; fill(folder: string): Promise<string> },
  ): Promise<string>;
}

const run = promisify(execFile);
const REPOSITORY = fileURLToPath(new URL("../../../", import.meta.url));
const REQUIREMENTS = join(REPOSITORY, "tools", "python-program", "requirements.txt");
const SDK = join(REPOSITORY, "provider", "release", "sdk", "python");
const WINDOWS = process.platform === "win32";

/**
 * Installs the SDK beside Pulumi's own.
 *
 * @returns The environment variables with which a program finds both, as in a virtual environment that is activated.
 */
export async function pythonEnvironment(searchPath: string) {
  const bin = join(await virtualEnvironment(), WINDOWS ? "Scripts" : "bin");
  const packages = await mkdtemp(join(tmpdir(), "python-packages-"));
  const options = ["--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--target", packages];
  await run(join(bin, "python"), ["-m", "pip", "install", ...options, SDK]);
  return {
    environment: { PATH: `${bin}${delimiter}${searchPath}`, PYTHONPATH: packages },
    dispose: () => rm(packages, { recursive: true, force: true }),
  };
}

/** With what never changes: made once and kept in the cache, as it is large. */
async function virtualEnvironment(): Promise<string> {
  const { cached, platformFolder } = await script<Cache>("cache-folder.mjs");
  const hash = createHash("sha256").update(await readFile(REQUIREMENTS));
  const target = platformFolder(`python-program-${hash.digest("hex").slice(0, 12)}`);
  const found = async () => (existsSync(target) ? target : undefined);
  return cached(target, {
    found,
    fill: async (folder) => {
      console.error("Python: installing Pulumi's SDK (once; kept for later runs) ...");
      await run(WINDOWS ? "python" : "python3", ["-m", "venv", folder]);
      const python = join(folder, WINDOWS ? "Scripts" : "bin", "python");
      await run(python, ["-m", "pip", "install", "--quiet", "--requirement", REQUIREMENTS]);
      return target;
    },
  });
}
