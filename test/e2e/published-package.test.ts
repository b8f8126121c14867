import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Emulator, startEmulator } from "pulumi-volcengine-rtc/emulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Stack } from "./support/stack";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));

let folder: string;
let packed: string[];
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator();
  folder = await mkdtemp(join(tmpdir(), "packed-provider-"));
  const { stdout } = await run("npm", ["pack", "--workspace", "provider", "--pack-destination", folder, "--json"], {
    cwd: root,
  });
  const tarball = /[\w.-]+\.tgz/.exec(stdout)?.[0] ?? "";
  packed = [...stdout.matchAll(/"path":\s*"([^"]+)"/g)].map(([, path = ""]) => path);
  const dependencies = {
    "pulumi-volcengine-rtc": `file:${tarball}`,
    "@pulumi/pulumi": "3.248.0",
    "@pulumi/policy": "1.21.0",
    "@types/node": "20.19.0",
    typescript: "5.9.3",
  };
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "infra", private: true, dependencies }));
  await run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline"], { cwd: folder });
});

afterAll(async () => {
  await emulator?.close();
  await rm(folder, { recursive: true, force: true });
});

test("the programs of the README run on the package as it is installed from its tarball", async () => {
  const readme = await readFile(join(root, "README.md"), "utf8");
  const programs = [...readme.matchAll(/<!-- program -->\n\s*```ts\n([\s\S]*?)```/g)].map(([, text = ""]) => text);
  expect(programs).toHaveLength(2);
  const stack = await Stack.create({
    environment: emulator.environment,
    language: "typescript",
    nodeModules: join(folder, "node_modules"),
  });
  try {
    await stack.config("appId", "661e2f8a9c1d4b0012a543cf");
    const first = await stack.up(programs[0]);
    expect(first.text).toContain('status: "running"');
    expect(first.code).toBe(0);
    const second = await stack.up(programs[1]);
    expect(second.text).toMatch(/running\s*: 2/);
    expect(second.code).toBe(0);
    expect((await stack.destroy()).code).toBe(0);
    const tasks = await emulator.admin.tasks();
    expect(tasks.map(({ RoomId }) => RoomId).sort()).toEqual(["lobby", "lobby", "stage"]);
    expect(tasks.filter(({ Status }) => Status === 2)).toEqual([]);
  } finally {
    await stack.dispose();
  }
});

test("the tarball holds what is needed to run and nothing else", () => {
  expect(packed).toContain("dist/index.d.ts");
  expect(packed.filter((path) => !/^(dist\/[\w/-]+(\.d\.ts|\.js)|policy-pack\/[\w.]+)$/.test(path)).sort()).toEqual([
    "LICENSE",
    "README.md",
    "package.json",
  ]);
});

test("the installed command offers the emulator and the review", async () => {
  const command = join(folder, "node_modules", ".bin", "volcengine-rtc");
  const { stdout } = await run(command, ["--help"]);
  expect(stdout).toContain("emulator");
  expect(stdout).toContain("review");
});
