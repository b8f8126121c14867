import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, inject, onTestFinished } from "vitest";
import { test } from "#test/e2e/support/stack-test";
import { compile } from "#test/package/support/compile";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));
const pnpm = join(root, "node_modules", "pnpm", "bin", "pnpm.cjs");
const project = join("test", "package", "projects", "pulumi-new");

/** The versions of the repository's lock file, as far as it has only one of a package. */
async function lockedVersions(): Promise<Record<string, string>> {
  const { packages } = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8")) as {
    packages: Record<string, { version?: string; name?: string; link?: boolean }>;
  };
  const versions = new Map<string, Set<string>>();
  for (const [path, { version, name = path.split("node_modules/").at(-1) ?? "", link }] of Object.entries(packages)) {
    if (version === undefined || link === true || !path.includes("node_modules/")) continue;
    versions.set(name, (versions.get(name) ?? new Set()).add(version));
  }
  const single = [...versions].filter(([, all]) => all.size === 1);
  return Object.fromEntries(single.map(([name, all]) => [name, [...all].join()]));
}

test("a member of a pnpm workspace, which reaches only what it depends on, compiles and slices", async ({
  createStack,
}) => {
  const workspace = await mkdtemp(join(tmpdir(), "pnpm-workspace-"));
  onTestFinished(() => rm(workspace, { recursive: true, force: true }));
  const member = join(workspace, "packages", "infra");
  await mkdir(member, { recursive: true });
  // JSON is YAML as well.
  const settings = { packages: ["packages/*"], overrides: await lockedVersions() };
  await writeFile(join(workspace, "pnpm-workspace.yaml"), JSON.stringify(settings));
  await writeFile(join(workspace, "package.json"), JSON.stringify({ name: "workspace", private: true }));
  const manifest = JSON.parse(await readFile(join(root, project, "package.json"), "utf8"));
  const added = { "pulumi-volcengine-rtc": `file:${inject("tarball")}`, "@pulumi/policy": "1.21.0" };
  const dependencies = { ...manifest.dependencies, ...added };
  await writeFile(join(member, "package.json"), JSON.stringify({ ...manifest, dependencies }));
  await run(process.execPath, [pnpm, "install", "--prefer-offline", "--ignore-scripts"], { cwd: workspace });

  const nodeModules = join(member, "node_modules");
  await compile(join(root, project), nodeModules, join(nodeModules, "typescript", "bin", "tsc"));
  const stack = await createStack({ nodeModules, copyOf: project });
  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(await stack.outputs()).toMatchObject({ status: "running" });
  expect(await stack.destroy()).toMatchObject({ code: 0 });
});
