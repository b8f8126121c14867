import { delimiter, dirname, join } from "node:path";
import { expect, inject, onTestFinished } from "vitest";
import { changingActions } from "../e2e/support/api-calls";
import { task, tasks } from "../e2e/support/program";
import { test } from "../e2e/support/stack-test";
import { InstalledPackage } from "../support/installed-package";

test.for(inject("runtimes"))(
  "a stack lives from its first up to its destroy with $name",
  async ({ node, sdk }, { createStack, emulator }) => {
    await emulator.admin.reset();
    const installed = InstalledPackage.install(sdk);
    onTestFinished(() => installed.remove());
    const PATH = [dirname(node), inject("searchPath")].join(delimiter);
    const nodeModules = join(installed.folder, "node_modules");
    const stack = await createStack({ environment: { PATH }, nodeModules });
    expect(await stack.up(tasks({ lobby: task("lobby") }))).toMatchObject({ code: 0 });
    expect(await stack.up(tasks({ lobby: task("lobby", { duration: 30 }) }))).toMatchObject({ code: 0 });
    expect(await stack.refresh("--expect-no-changes")).toMatchObject({ code: 0 });
    expect(await stack.destroy()).toMatchObject({ code: 0 });
    expect(await changingActions(emulator.admin)).toEqual(["StartSegment", "UpdateSegment", "StopSegment"]);
  },
);
