import { execFile, execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, inject, test } from "vitest";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));

/** What a clone does not have. */
const NOT_CLONED = ["node_modules", "dist", ".git"];

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "first-hour-"));
  await mkdir(join(folder, "home"));
  const filter = (path: string) => !NOT_CLONED.includes(basename(path));
  await cp(root, join(folder, "clone"), { recursive: true, filter });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** A section's commands in their order; a program among them is written to the file that the text names. */
async function steps(section: string): Promise<string> {
  const readme = await readFile(join(root, "README.md"), "utf8");
  const text = readme.split(`\n## ${section}\n`)[1]?.split(/\n#/)[0] ?? "";
  const blocks = [...text.matchAll(/```(sh|ts)\n([\s\S]*?)```/g)];
  return blocks
    .map(([, kind, code]) => (kind === "sh" ? code : `cat > index.ts <<'END_OF_PROGRAM'\n${code}END_OF_PROGRAM\n`))
    .filter((code) => !code?.includes("…"))
    .join("\n");
}

test("from a clone that was never built to `pulumi up` in an empty folder, as the README says it", async () => {
  // Should a step fail, nothing that was started before it stays.
  const script = `trap 'kill $(jobs -p) 2> /dev/null || true' EXIT\n${await steps("Use it in your own infra repo")}`;
  const env = {
    PATH: inject("searchPath"),
    HOME: join(folder, "home"),
    PULUMI_HOME: join(folder, "home"),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    // The machine's: what `npm ci` brought here needn't come over the network again.
    npm_config_cache: execFileSync("npm", ["config", "get", "cache"], { encoding: "utf8" }).trim(),
    npm_config_prefer_offline: "true",
    // A machine without a compiler: what is compiled is optional, and nobody who only deploys needs it.
    CC: "false",
    CXX: "false",
  };

  const options = { cwd: join(folder, "clone"), env, timeout: 280_000 };
  const { stdout } = await run("bash", ["-e", "-o", "pipefail", "-c", script], options);

  expect(stdout).toMatch(/status:? *: "running"/);
  expect(stdout).toContain("lobby");
  expect(stdout).toContain("- 2 deleted");
});
