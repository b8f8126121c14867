import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Emulator } from "pulumi-volcengine-rtc/emulator";
import { expect, inject } from "vitest";
import { changingActions } from "#test/e2e/support/api-calls";
import type { Stack } from "#test/e2e/support/stack";
import { test as base } from "#test/e2e/support/stack-test";
import { close, listen, urlOf } from "#test/support/local-server";
import { script } from "#test/unit/scripts/script";
import { startPlugin } from "./support/plugin-process";

const PROVIDER = fileURLToPath(new URL("../../provider/", import.meta.url));
const PLUGIN = join(PROVIDER, "plugin");
const PROJECT = { copyOf: "test/languages/projects/one-room" };

const test = base
  .extend("version", { scope: "file" }, async () => {
    const { version } = JSON.parse(await readFile(join(PROVIDER, "package.json"), "utf8")) as { version: string };
    return `v${version}`;
  })
  // The archive of the plugin for this machine, beside those for others.
  .extend("archive", { scope: "file" }, async ({ version }, { onCleanup }) => {
    const { writeArchives } = await script<{ writeArchives(folder: string, version: string): Promise<void> }>(
      "package-plugin/archives.mjs",
    );
    const folder = await mkdtemp(join(tmpdir(), "plugin-release-"));
    onCleanup(() => rm(folder, { recursive: true, force: true }));
    await writeArchives(folder, version.slice(1));
    const system = process.platform === "win32" ? "windows" : process.platform;
    const processor = process.arch === "x64" ? "amd64" : process.arch;
    return join(folder, `pulumi-resource-volcengine-rtc-${version}-${system}-${processor}.tar.gz`);
  });

/** Deploys and destroys. */
async function expectToWork(stack: Stack, emulator: Emulator): Promise<void> {
  await emulator.admin.clearCalls();
  const up = await stack.up();
  expect(up.text).toMatch(/status *: "running"/);
  expect(up).toMatchObject({ code: 0 });
  expect(await stack.destroy()).toMatchObject({ code: 0 });
  expect(await changingActions(emulator.admin)).toEqual(["StartSegment", "StopSegment"]);
}

test("without the plugin anywhere, nothing works", async ({ createStack }) => {
  const stack = await createStack(PROJECT);
  const up = await stack.up();
  expect(up.text).toMatch(/resource plugin '?(pulumi-resource-)?volcengine-rtc/);
  expect(up.code).not.toBe(0);
});

test("the engine finds the plugin on PATH", async ({ createStack, emulator }) => {
  const environment = { PATH: `${PLUGIN}${delimiter}${inject("searchPath")}` };
  await expectToWork(await createStack({ ...PROJECT, environment }), emulator);
});

test("the engine finds the plugin that was installed from an archive", async ({
  createStack,
  emulator,
  version,
  archive,
}) => {
  const stack = await createStack(PROJECT);
  const install = await stack.pulumi("plugin", "install", "resource", "volcengine-rtc", version, "--file", archive);
  expect(install).toMatchObject({ code: 0 });
  await expectToWork(stack, emulator);
});

test("the engine finds the plugin that was installed from a server", async ({
  createStack,
  emulator,
  version,
  archive,
}) => {
  const asked: (string | undefined)[] = [];
  const content = await readFile(archive);
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.end(content);
  });
  await listen(server);
  try {
    const stack = await createStack(PROJECT);
    const from = ["--server", urlOf(server)];
    const install = await stack.pulumi("plugin", "install", "resource", "volcengine-rtc", version, ...from);
    expect(install).toMatchObject({ code: 0 });
    expect(asked).toEqual([`/${basename(archive)}`]);
    await expectToWork(stack, emulator);
  } finally {
    await close(server);
  }
});

test("the engine attaches to a plugin that runs already, and leaves it running", async ({ createStack, emulator }) => {
  const plugin = await startPlugin(emulator.environment);
  try {
    const environment = { PULUMI_DEBUG_PROVIDERS: `volcengine-rtc:${plugin.port}` };
    await expectToWork(await createStack({ ...PROJECT, environment }), emulator);
    expect(plugin.hasEnded()).toBe(false);
  } finally {
    await plugin.end();
  }
});
