import { describe, expect } from "vitest";
import { readPreviews } from "#review/input/preview";
import { review } from "#review/review";
import { changes } from "#test/e2e/support/api-calls";
import { fleet } from "#test/e2e/support/fleet-program";
import { APP, S3, task } from "#test/e2e/support/program";
import { test } from "#test/e2e/support/stack-test";

test.override("stackOptions", { adapter: "plugin" });

const both = (more: object = {}) =>
  `${fleet({ rooms: ["one", "two"] })}
  new SegmentTask("lobby", ${JSON.stringify(task("lobby", { preflight: "off", storageConfig: S3, ...more }))});`;

/** The tests of this file are the steps of one stack's life, in this order. */
describe("the commands of this package, about what the plugin serves", () => {
  test("tasks tells of each task, and that one has ended", async ({ stack, emulator }) => {
    expect(await stack.up(both())).toMatchObject({ code: 0 });
    const [ended] = (await emulator.admin.tasks()).filter(({ RoomId }) => RoomId === "one");
    const key = { appId: APP, roomId: "one", taskId: ended?.TaskId ?? "" };
    await emulator.admin.endTask({ ...key, reason: "IdleTimeOut" });

    const told = await stack.volcengineRtc("tasks", "--stack", stack.name, "--json");
    expect(told).toMatchObject({ code: 2 });
    const { tasks } = JSON.parse(told.stdout) as { tasks: { id: string; verdict: string }[] };
    expect(tasks.map(({ verdict }) => verdict).sort()).toEqual(["ended", "ok", "ok"]);
  });

  test("keep starts again what has ended, and nothing else", async ({ stack, emulator }) => {
    await emulator.admin.advance(1);
    await emulator.admin.clearCalls();
    expect(await stack.volcengineRtc("keep", "--once", "--stack", stack.name)).toMatchObject({ code: 0 });
    expect(await changes(emulator.admin)).toMatchObject([{ action: "StartSegment", RoomId: "one" }]);
  });

  test("review says the same of a change as of dynamic resources", async ({ createStack, stack, emulator }) => {
    const change = both({ storageConfig: { ...S3, bucket: "elsewhere", region: 3 }, duration: 30 });
    const plugin = await reviewOf((await stack.preview(change, "--json")).stdout);
    await emulator.admin.reset();
    const dynamicStack = await createStack({ adapter: "dynamic" });
    expect(await dynamicStack.up(both())).toMatchObject({ code: 0 });
    const dynamic = await reviewOf((await dynamicStack.preview(change, "--json")).stdout);

    expect(plugin).toContain("elsewhere");
    expect(plugin).toEqual(dynamic);
  });
});

/** A prefix that the API makes up. */
const MADE_UP = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

async function reviewOf(preview: string): Promise<string> {
  return (await review(readPreviews(preview, "a preview"), { format: "markdown" })).output.replace(MADE_UP, "a prefix");
}
