import { expect } from "vitest";
import { running } from "#test/e2e/support/api-calls";
import { APP, program, task } from "#test/e2e/support/program";
import { test } from "#test/e2e/support/stack-test";

test.override("stackOptions", { adapter: "plugin" });

const declared = (adopt: boolean) =>
  program(`
    const options = { deleteBeforeReplace: false };
    const callback = { appId: "${APP}", url: "https://a.example.com/", events: ["SegmentRealTimeData"], adopt: ${adopt} };
    new RtcCallback("events", callback, options);
    new SegmentTask("lobby", ${JSON.stringify(task("lobby", { taskId: "mine", identifier: "mine" }))}, options);
  `);

test("a replacement that is forced without deleting first is refused, or takes over what is there with adopt", async ({
  stack,
  emulator,
}) => {
  expect(await stack.up(declared(false))).toMatchObject({ code: 0 });
  const { events, lobby } = await stack.resources();
  const force = [events, lobby].flatMap((resource) => ["--replace", resource?.urn ?? ""]);

  const refused = await stack.up(undefined, ...force);
  expect(refused.code).not.toBe(0);
  expect(await running(emulator.admin, "lobby")).toHaveLength(1);
  expect(await emulator.admin.callbacks()).toHaveLength(1);

  expect(await stack.up(declared(true))).toMatchObject({ code: 0 });
  expect(await stack.up(undefined, "--replace", events?.urn ?? "")).toMatchObject({ code: 0 });
  expect(await emulator.admin.callbacks()).toHaveLength(1);
  expect(await running(emulator.admin, "lobby")).toHaveLength(1);
});
