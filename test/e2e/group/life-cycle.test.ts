import type { EmulatorAdmin } from "pulumi-volcengine-rtc/emulator";
import { describe, expect } from "vitest";
import { changes, running } from "../support/api-calls";
import { fleet } from "../support/fleet-program";
import { APP, S3 } from "../support/program";
import { test } from "../support/stack-test";

async function changed(admin: EmulatorAdmin): Promise<string[]> {
  return (await changes(admin)).map(({ action, RoomId }) => `${action} ${RoomId}`).sort();
}

/** The tests of this file are the steps of one stack's life, in this order. */
describe("a group from its start to its end", () => {
  test.beforeEach(({ emulator }) => emulator.admin.clearCalls());

  const inRooms = (rooms: unknown) => fleet({ rooms, maxIdleTime: 3600, storageConfig: S3 });

  test("up starts a task in each of five rooms", async ({ stack, emulator }) => {
    const result = await stack.up(inRooms(["attic", "cellar", "lobby", "stage", "yard"]));

    expect(result).toMatchObject({ code: 0 });
    expect(result.text).toMatch(/volcengine-rtc:(index:)?SegmentTaskGroup fleet/);
    expect(await changed(emulator.admin)).toEqual(
      ["attic", "cellar", "lobby", "stage", "yard"].map((room) => `StartSegment ${room}`),
    );
    const outputs = await stack.outputs();
    const [stage] = await running(emulator.admin, "stage");
    expect(outputs).toMatchObject({
      running: 5,
      tasks: { stage: { taskId: stage?.TaskId, identifier: stage?.Identifier, status: "running" } },
    });
    expect((await stack.resources()).fleet?.id).toBe(`${APP}/fleet`);
  });

  test("the same again changes nothing, however the rooms are written", async ({ stack, emulator }) => {
    const same = inRooms({ yard: {}, stage: {}, lobby: { duration: 20 }, cellar: {}, attic: {} });
    expect(await stack.up(undefined, "--expect-no-changes")).toMatchObject({ code: 0 });
    expect(await stack.up(same, "--expect-no-changes")).toMatchObject({ code: 0 });
    expect(await changed(emulator.admin)).toEqual([]);
  });

  const next = inRooms({
    attic: {},
    lobby: { duration: 30 },
    stage: { control: { align: true } },
    yard: {},
    garden: {},
  });

  test("a preview says in words what will happen in which room, and does nothing", async ({ stack, emulator }) => {
    const result = await stack.preview(next);

    expect(result.text).toContain(
      "SegmentTaskGroup fleet: 1 room to start (garden); 1 room to stop (cellar); " +
        "1 room to restart (stage for its control); 1 room to update in place (lobby for its duration)",
    );
    expect((await stack.previewSteps(next)).fleet?.op).toBe("update");
    expect(await changed(emulator.admin)).toEqual([]);
  });

  test("up touches just those rooms", async ({ stack, emulator }) => {
    expect(await stack.up(next)).toMatchObject({ code: 0 });
    expect(await changed(emulator.admin)).toEqual([
      "StartSegment garden",
      "StartSegment stage",
      "StopSegment cellar",
      "StopSegment stage",
      "UpdateSegment lobby",
    ]);
  });

  test("a refresh shows a room that ended as drift, and up starts it again", async ({ stack, emulator }) => {
    const [yard] = await running(emulator.admin, "yard");
    await emulator.admin.endTask({ appId: APP, roomId: "yard", taskId: yard?.TaskId ?? "", reason: "UserDisconnect" });

    expect((await stack.refresh("--expect-no-changes")).code).not.toBe(0);
    const refreshed = await stack.refresh("--diff");

    expect(refreshed).toMatchObject({ code: 0 });
    expect((await stack.resources()).fleet?.outputs).toMatchObject({
      running: 4,
      tasks: { yard: { status: "ended", stopReason: "UserDisconnect" } },
    });
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(await changed(emulator.admin)).toEqual(["StartSegment yard"]);
  });

  test("a preview copes with rooms that are not known yet", async ({ stack }) => {
    const unknownRooms = `
const { SegmentTask, SegmentTaskGroup } = require("pulumi-volcengine-rtc");
const other = new SegmentTask("other", ${JSON.stringify({ appId: APP, roomId: "other", storageConfig: S3 })});
new SegmentTaskGroup("fleet", { appId: ${JSON.stringify(APP)}, rooms: other.startTime.apply(() => ["lobby"]), storageConfig: ${JSON.stringify(S3)} });
`;
    const result = await stack.preview(unknownRooms);
    expect(result).toMatchObject({ code: 0 });
    expect(result.text).toContain("SegmentTaskGroup fleet: the rooms are not known yet");
    await stack.write(next);
  });

  test("invalid settings are refused with their paths before anything happens", async ({ stack, emulator }) => {
    const result = await stack.up(inRooms({ lobby: {}, stage: { duration: 0 } }));
    expect(result.code).not.toBe(0);
    expect(result.text).toContain("rooms.stage.duration: 0 is not valid; use a whole number of seconds from 1 to 600");
    expect(await changed(emulator.admin)).toEqual([]);
  });

  test("the state holds no third-party key in clear", async ({ stack }) => {
    expect(JSON.stringify(await stack.resources())).not.toMatch(/write-only-(access|secret)-key/);
  });

  test("destroy stops every task", async ({ stack, emulator }) => {
    expect(await stack.destroy()).toMatchObject({ code: 0 });
    expect((await emulator.admin.stats()).runningTasks).toBe(0);
    expect(await stack.resources()).toEqual({});
  });
});
