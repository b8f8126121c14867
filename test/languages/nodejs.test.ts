import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { running } from "#test/e2e/support/api-calls";
import { task } from "#test/e2e/support/program";
import { test } from "#test/e2e/support/stack-test";

const SDK = fileURLToPath(new URL("../../provider/release/sdk/nodejs", import.meta.url));

test.override("stackOptions", { adapter: "plugin" });

test("the SDK for Node.js has the same resource, with types of its own", async ({ stack, emulator }) => {
  const up = await stack.up(`
    const { SegmentTask, StorageType } = require(${JSON.stringify(SDK)});
    const args = ${JSON.stringify(task("lobby"))};
    const lobby = new SegmentTask("lobby", { ...args, storageConfig: { ...args.storageConfig, type: StorageType.Tos } });
    exports.status = lobby.status;
  `);

  expect(up.text).toMatch(/status *: "running"/);
  expect(up).toMatchObject({ code: 0 });
  expect((await stack.resources()).lobby).toMatchObject({ type: "volcengine-rtc:index:SegmentTask" });
  expect(await stack.destroy()).toMatchObject({ code: 0 });
  expect(await running(emulator.admin)).toEqual([]);
});
