import { describe, expect } from "vitest";
import { changingActions } from "#test/e2e/support/api-calls";
import { outsider } from "#test/e2e/support/outsider";
import { program, S3, task, tasks } from "#test/e2e/support/program";
import { test } from "#test/e2e/support/stack-test";

test.override("stackOptions", { adapter: "plugin" });

const lobby = (more: object) => tasks({ lobby: task("lobby", { storageConfig: S3, ...more }) });
const HOST = { userId: "host" };

/** The tests of this file are the steps of one stack's life, in this order. */
describe("a preview of what the plugin serves", () => {
  test("shows before the first up what is known by then: the id of the task, and what is so by default", async ({
    stack,
    emulator,
  }) => {
    const preview = await stack.preview(
      program(`
        const lobby = new SegmentTask("lobby", ${JSON.stringify(task("lobby", { storageConfig: S3 }))});
        exports.taskId = lobby.taskId;
        exports.control = lobby.control;
        exports.region = lobby.storageConfig.region;
      `),
    );

    expect(preview).toMatchObject({ code: 0 });
    expect(preview.text).toMatch(/taskId *: "lobby-[0-9a-f]{12}"/);
    expect(preview.text).toMatch(/control *: \{/);
    expect(preview.text).toMatch(/redundantDuration: 0/);
    expect(preview.text).toMatch(/region *: "us-west-2"/);
    expect(await emulator.admin.calls()).toEqual([]);
    expect(await stack.up(lobby({ targetStreams: [HOST, { userId: "guest" }] }))).toMatchObject({ code: 0 });
  });

  test("shows each line that differs, at whatever depth, and which of them replace", async ({ stack }) => {
    const moved = { ...S3, bucket: "elsewhere" };
    const streams = [{ userId: "owner" }, { userId: "guest" }, { userId: "third" }];
    const { lobby: step } = await stack.previewSteps(
      lobby({ storageConfig: moved, targetStreams: streams, duration: 30 }),
    );

    expect(step).toMatchObject({ op: "replace" });
    expect(step?.detailedDiff).toEqual({
      duration: { kind: "add", inputDiff: true },
      "storageConfig.bucket": { kind: "update-replace", inputDiff: true },
      "targetStreams[0].userId": { kind: "update-replace", inputDiff: true },
      "targetStreams[2]": { kind: "add-replace", inputDiff: true },
      taskId: { kind: "update-replace", inputDiff: true },
    });
    const { text } = await stack.preview(undefined, "--diff");
    expect(text).toMatch(/~ bucket *: "room-audio" => "elsewhere"/);
    expect(text).toMatch(/~ userId *: "host" => "owner"/);
  });

  test("says nothing of another spelling of the same", async ({ stack, emulator }) => {
    await emulator.admin.clearCalls();
    const respelt = { ...S3, region: "3" };
    const up = await stack.up(
      lobby({ storageConfig: respelt, targetStreams: [{ userId: "guest" }, HOST] }),
      "--expect-no-changes",
    );
    expect(up).toMatchObject({ code: 0 });
    expect(await changingActions(emulator.admin)).toEqual([]);
  });

  test("shows the drift of something that nobody wrote as what it is", async ({ stack, emulator }) => {
    const [now] = await emulator.admin.tasks();
    const { AppId, RoomId, TaskId } = now ?? { AppId: "", RoomId: "", TaskId: "" };
    const client = outsider(emulator);
    await client.update({ AppId, RoomId, TaskId, Handle: false, Duration: 20 }, client.operation());
    await stack.refresh();

    const { text } = await stack.preview(undefined, "--diff");
    expect(text).toMatch(/- handle: false/);
    await emulator.admin.clearCalls();
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(await changingActions(emulator.admin)).toEqual(["UpdateSegment"]);
  });
});
