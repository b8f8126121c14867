import { describe, expect } from "vitest";
import { changes, changingActions, running } from "#test/e2e/support/api-calls";
import { outsider } from "#test/e2e/support/outsider";
import { APP, program, task, tasks } from "#test/e2e/support/program";
import type { CliResult } from "#test/e2e/support/stack";
import { test } from "#test/e2e/support/stack-test";

const ID = "moderation";

/** What runs in each room before Pulumi comes, and what the program asks for. */
const FOREIGN: Record<string, [runs: { Duration?: number; MaxIdleTime?: number }, wanted: Record<string, unknown>]> = {
  equal: [{}, {}],
  updatable: [{ Duration: 30 }, { duration: 60, handle: false, identifier: "ours" }],
  different: [{ MaxIdleTime: 3600 }, { maxIdleTime: 600, duration: 60 }],
};

describe("tasks that someone else has started", () => {
  test.beforeAll(async ({ emulator }) => {
    const client = outsider(emulator);
    for (const [room, [settings]] of Object.entries(FOREIGN)) {
      const tos = { AccountId: "2100000990", Bucket: "room-audio", Region: 2 };
      const body = {
        AppId: APP,
        RoomId: room,
        TaskId: ID,
        Identifier: "theirs",
        StorageConfig: { Type: 0, TosConfig: tos },
      };
      await client.start({ ...body, ...settings }, client.operation());
    }
    await emulator.admin.clearCalls();
  });

  const wanted = (more: object) =>
    tasks(
      Object.fromEntries(
        Object.entries(FOREIGN).map(([room, [, args]]) => [room, task(room, { taskId: ID, ...args, ...more })]),
      ),
    );

  test("are read by SegmentTask.get and getSegmentTask, and left alone", async ({ stack, emulator }) => {
    const result = await stack.up(
      program(`
        const found = SegmentTask.get("found", "${APP}/updatable/${ID}");
        exports.found = pulumi.output([found.roomId, found.duration, found.status, found.storageConfig]);
        exports.read = getSegmentTask({ appId: "${APP}", roomId: "updatable", taskId: "${ID}" });
        exports.absent = getSegmentTask({ appId: "${APP}", roomId: "updatable", taskId: "nothing" }).then(String);
      `),
    );

    expect(result).toMatchObject({ code: 0 });
    const storage = { type: "tos", accountId: "2100000990", bucket: "room-audio", region: "cn-shanghai" };
    expect(await stack.outputs()).toMatchObject({
      found: ["updatable", 30, "running", storage],
      read: { roomId: "updatable", duration: 30, identifier: "theirs", status: "running", storageConfig: storage },
      absent: "undefined",
    });

    const refreshed = await stack.refresh();
    expect(refreshed.text).not.toContain("error");
    expect(refreshed.code).toBe(0);

    expect(await stack.destroy()).toMatchObject({ code: 0 });
    expect(await changes(emulator.admin)).toEqual([]);
  });

  test("are not found by SegmentTask.get under another id, which says so", async ({ stack }) => {
    const result = await stack.up(program(`SegmentTask.get("lost", "${APP}/updatable/nothing");`));

    expect(result.code).not.toBe(0);
    expect(result.text).toContain(`There is no segment task "nothing" in room "updatable"`);
  });

  describe("without adopt", () => {
    let refused: CliResult;

    test.beforeAll(async ({ stack }) => {
      refused = await stack.up(wanted({}), "--continue-on-error");
    });

    test("make up fail with what differs and what to do", () => {
      expect(refused.code).not.toBe(0);
      expect(refused.text).toContain("already running with the same settings");
      expect(refused.text).toMatch(/differs from these inputs in identifier, duration, handle/);
      expect(refused.text).toMatch(/differs from these inputs in maxIdleTime, duration/);
      expect(refused.text).toContain(
        "Set adopt: true to take it over, also when an interrupted run has started it, or choose another taskId",
      );
    });

    test("go on as they were, and are not in the state", async ({ stack, emulator }) => {
      for (const room of Object.keys(FOREIGN)) {
        expect((await running(emulator.admin, room))[0]).toMatchObject({ Identifier: "theirs" });
      }
      expect((await changes(emulator.admin)).filter(({ applied }) => applied)).toEqual([]);
      expect(await stack.resources()).toEqual({});
    });
  });

  describe("with adopt", () => {
    let adopted: CliResult;

    test.beforeAll(async ({ stack, emulator }) => {
      await emulator.admin.clearCalls();
      adopted = await stack.up(wanted({ adopt: true }));
    });

    test("are taken over", () => {
      expect(adopted).toMatchObject({ code: 0 });
      expect(adopted.text).toContain("+ 3 created");
    });

    test("go on untouched when they are what was asked for", async ({ stack, emulator }) => {
      const applied = (await changes(emulator.admin, "equal")).filter((call) => call.applied);
      expect(applied).toEqual([]);
      expect((await stack.resources()).equal?.outputs).toMatchObject({ identifier: "theirs", status: "running" });
    });

    test("are updated when only identifier, handle or duration differ", async ({ emulator }) => {
      expect(await changingActions(emulator.admin, "updatable")).toEqual(["StartSegment", "UpdateSegment"]);
      const [now] = await running(emulator.admin, "updatable");
      expect(now).toMatchObject({ Identifier: "ours", Duration: 60, Handle: false });
    });

    test("are started anew when something else differs", async ({ emulator }) => {
      const actions = await changingActions(emulator.admin, "different");
      expect(actions).toEqual(["StartSegment", "StopSegment", "StartSegment"]);
      expect((await running(emulator.admin, "different"))[0]).toMatchObject({ MaxIdleTime: 600, Duration: 60 });
    });

    test("are the stack's from then on", async ({ stack, emulator }) => {
      expect(await stack.up(undefined, "--expect-no-changes", "--refresh")).toMatchObject({ code: 0 });
      expect(await stack.destroy()).toMatchObject({ code: 0 });
      expect(await running(emulator.admin)).toEqual([]);
    });
  });
});
