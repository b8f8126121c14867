import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import MarkdownIt from "markdown-it";
import { beforeAll, expect, inject } from "vitest";
import { running } from "#test/e2e/support/api-calls";
import { test } from "#test/e2e/support/stack-test";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));
const nodeModules = join(inject("installed"), "node_modules");
const installed = join(nodeModules, "pulumi-volcengine-rtc");

test.override("stackOptions", { language: "typescript", nodeModules });

let files: string[];

beforeAll(async () => {
  const entries = await readdir(installed, { recursive: true, withFileTypes: true });
  files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(installed.length + 1))
    .filter((path) => !path.startsWith("node_modules/"));
});

test("the programs of the README run on the package as it is installed from its tarball", async ({
  stack,
  emulator,
}) => {
  const readme = await readFile(join(root, "README.md"), "utf8");
  const programs = [...readme.matchAll(/<!-- program -->\n\s*```ts\n([\s\S]*?)```/g)].map(([, text = ""]) => text);
  expect(programs).toHaveLength(4);
  await stack.config("appId", "661e2f8a9c1d4b0012a543cf");
  const first = await stack.up(programs[0]);
  expect(first.text).toContain('status: "running"');
  expect(first.code).toBe(0);
  const second = await stack.up(programs[1]);
  expect(second.text).toMatch(/running\s*: 2/);
  expect(second.code).toBe(0);
  await stack.config("bucketRegion", "cn-shanghai");
  await stack.config("rooms", '["lobby", "stage"]');
  const third = await stack.up(programs[2]);
  expect(third.text).toMatch(/running\s*: 2/);
  expect(third.code).toBe(0);
  const fourth = await stack.up(programs[3]);
  expect(fourth.text).toMatch(/callbackSecret\s*: \[secret\]/);
  expect(fourth.code).toBe(0);
  expect((await stack.destroy()).code).toBe(0);
  const tasks = await emulator.admin.tasks();
  expect(tasks.map(({ RoomId }) => RoomId).sort()).toEqual(["lobby", "lobby", "lobby", "stage", "stage"]);
  expect(await running(emulator.admin)).toEqual([]);
});

test("the tarball holds what is needed to run and to read, and nothing else", () => {
  expect(files).toContain("dist/index.d.ts");
  expect(files).toContain("plugin/pulumi-resource-volcengine-rtc");
  const expected =
    /^(dist\/[\w/-]+(\.d\.ts|\.js)|plugin\/(LICENCES|pulumi-resource-volcengine-rtc(\.cmd)?)|policy-pack\/[\w.]+|docs\/[\w/-]+\.(md|png|json|svg)|examples\/[\w./-]+)$/;
  expect(files.filter((path) => !expected.test(path)).sort()).toEqual([
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
    "package.json",
  ]);
  expect(files.filter((path) => /node_modules|\.tsbuildinfo/.test(path))).toEqual([]);
});

test("every link between the package's documents leads to a file of the package", async () => {
  const pages = files.filter((path) => path.endsWith(".md"));
  expect(pages).toContain("README.md");
  const dead: string[] = [];
  for (const page of pages) {
    const tokens = new MarkdownIt().parse(await readFile(join(installed, page), "utf8"), {});
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const target = String(token.attrGet("href") ?? token.attrGet("src") ?? "").split("#")[0] ?? "";
      if (target === "" || /^https?:/.test(target)) continue;
      const path = normalize(join(dirname(page), target));
      if (!files.some((file) => file === path || file.startsWith(`${path}/`))) dead.push(`${page}: ${target}`);
    }
  }
  expect(dead).toEqual([]);
});

test("the installed command offers the emulator, the review and the receiver of callbacks", async () => {
  const { stdout } = await run(join(nodeModules, ".bin", "volcengine-rtc"), ["--help"]);
  expect(stdout).toContain("emulator");
  expect(stdout).toContain("review");
  expect(stdout).toContain("callbacks");
});

test.each([
  ["publint", ["publint", "src", "cli.js"], ["run", "--strict"]],
  ["arethetypeswrong", ["@arethetypeswrong", "cli", "dist", "index.js"], []],
])("%s finds nothing wrong with the package", async (_name, tool, args) => {
  const command = [join(root, "node_modules", ...tool), ...args, inject("tarball")];
  await expect(run(process.execPath, command)).resolves.toMatchObject({ stderr: "" });
});
