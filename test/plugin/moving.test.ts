import { expect } from "vitest";
import { fleet } from "#test/e2e/support/fleet-program";
import { APP, S3, task } from "#test/e2e/support/program";
import { test } from "#test/e2e/support/stack-test";

const ALIASES = { SegmentTask: "SegmentTask", SegmentTaskGroup: "SegmentTaskGroup", RtcCallback: "RtcCallback" };

test("a stack moves from the dynamic resources to the plugin without a call and without another task", async ({
  createStack,
  emulator,
}) => {
  const stack = await createStack({ adapter: "dynamic" });
  const resources = (options: (kind: keyof typeof ALIASES) => string) => `
    ${fleet({ rooms: ["one", "two"] }).replace(/\}\);\n/, `}, ${options("SegmentTaskGroup")});\n`)}
    new SegmentTask("lobby", ${JSON.stringify(task("lobby", { storageConfig: S3 }))}, ${options("SegmentTask")});
    new RtcCallback("events", ${JSON.stringify({ appId: APP, url: "https://a.example.com/", events: ["a"] })}, ${options("RtcCallback")});
  `;
  expect(await stack.up(resources(() => "{}"))).toMatchObject({ code: 0 });
  const before = await emulator.admin.tasks();
  await emulator.admin.clearCalls();

  await stack.useAdapter("plugin");
  const aliased = (kind: keyof typeof ALIASES) =>
    `{ aliases: [{ type: "pulumi-nodejs:dynamic/volcengine-rtc:${ALIASES[kind]}" }] }`;
  expect(await stack.up(resources(aliased), "--expect-no-changes")).toMatchObject({ code: 0 });

  expect(await emulator.admin.calls()).toEqual([]);
  const types = (await stack.state()).map(({ type }) => type).sort();
  expect(types).toEqual([
    "volcengine-rtc:index:Callback",
    "volcengine-rtc:index:SegmentTask",
    "volcengine-rtc:index:SegmentTaskGroup",
  ]);
  expect(await stack.up(undefined, "--refresh", "--expect-no-changes")).toMatchObject({ code: 0 });
  expect(await emulator.admin.tasks()).toEqual(before);
  expect(await stack.destroy()).toMatchObject({ code: 0 });
  expect((await emulator.admin.tasks()).filter(({ Status }) => Status === 2)).toEqual([]);
});
