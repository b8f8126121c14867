import { delimiter, dirname, join } from "node:path";
import { type Emulator, startEmulator } from "pulumi-volcengine-rtc/emulator";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { changingActions } from "../e2e/support/api-calls";
import { task, tasks } from "../e2e/support/program";
import { Stack } from "../e2e/support/stack";
import { InstalledPackage } from "../support/installed-package";

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator();
});

afterAll(() => emulator?.close());

test.each(inject("runtimes"))("a stack lives from its first up to its destroy with $name", async ({ node, sdk }) => {
  await emulator.admin.reset();
  const installed = InstalledPackage.install(sdk);
  const PATH = [dirname(node), inject("searchPath")].join(delimiter);
  const nodeModules = join(installed.folder, "node_modules");
  const stack = await Stack.create({ environment: { ...emulator.environment, PATH }, nodeModules });
  try {
    expect(await stack.up(tasks({ lobby: task("lobby") }))).toMatchObject({ code: 0 });
    expect(await stack.up(tasks({ lobby: task("lobby", { duration: 30 }) }))).toMatchObject({ code: 0 });
    expect(await stack.refresh("--expect-no-changes")).toMatchObject({ code: 0 });
    expect(await stack.destroy()).toMatchObject({ code: 0 });
    expect(await changingActions(emulator.admin)).toEqual(["StartSegment", "UpdateSegment", "StopSegment"]);
  } finally {
    await stack.dispose();
    installed.remove();
  }
});
