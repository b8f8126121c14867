import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const EXAMPLE = fileURLToPath(new URL("../../../examples/go", import.meta.url));

/**
 * Compiles the example once, since a first time takes minutes: all that it is made of is in the compiler's cache from then on.
 *
 * @returns The environment variables by which a program in a home of its own shares that cache.
 */
export async function goEnvironment(): Promise<Record<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), "go-example-"));
  try {
    await run("go", ["build", "-o", join(folder, "program"), "."], { cwd: EXAMPLE });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const names = ["GOCACHE", "GOMODCACHE", "GOPATH", "GOPROXY"];
  const { stdout } = await run("go", ["env", "-json", ...names]);
  return JSON.parse(stdout) as Record<string, string>;
}
