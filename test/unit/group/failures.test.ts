import { describe, expect } from "vitest";
import type { FaultSpec } from "#emulator/index";
import type { SegmentActionName } from "#segment/api/actions";
import { APP, type Fleet } from "./fleet";
import { it } from "./fleet-test";

const ROOMS = ["attic", "cellar", "lobby", "stage"];

function refusal(action: SegmentActionName, calls: FaultSpec["calls"]): FaultSpec {
  return { action, calls, kind: { type: "error", status: 400, code: "InvalidParameter.IllegalRoomID" } };
}

/** That the state knows every running task. */
async function expectAllKnown(fleet: Fleet): Promise<void> {
  const running = (await fleet.emulator.admin.tasks()).filter(({ Status }) => Status === 2);
  const known = new Set([
    ...Object.values(fleet.tasks).map(({ taskId }) => taskId),
    ...((fleet.engine.resource?.outputs.__leftovers ?? []) as { taskId: string }[]).map(({ taskId }) => taskId),
  ]);
  expect(running.map(({ TaskId }) => TaskId).filter((taskId) => !known.has(taskId))).toEqual([]);
}

describe("a group of which some rooms can't be started", () => {
  it("keeps those that could, and says of each other why not", async ({ fleet }) => {
    await fleet.emulator.admin.addFault(refusal("StartSegment", { times: 2 }));

    const error = await fleet.upFails(ROOMS);

    const refused = ROOMS.filter((room) => fleet.tasks[room] === undefined);
    expect(refused).toHaveLength(2);
    const headline =
      "SegmentTaskGroup fleet: 2 rooms could not be started; the rest is done; run the same command again";
    expect(error.message).toContain(headline);
    const [first, ...reasons] = error.reasons ?? [];
    expect(first).toBe(headline);
    expect(reasons.map((reason) => reason.split(":")[0]).sort()).toEqual(refused);
    for (const reason of reasons) expect(reason).toContain("InvalidParameter.IllegalRoomID");
    expect(fleet.engine.resource?.outputs).toMatchObject({ running: 2, total: 2 });
    await expectAllKnown(fleet);
  });

  it("says the same of a single room", async ({ fleet }) => {
    await fleet.emulator.admin.addFault(refusal("StartSegment", { times: 1 }));
    expect((await fleet.upFails(ROOMS)).reasons?.[0]).toBe(
      "SegmentTaskGroup fleet: 1 room could not be started; the rest is done; run the same command again",
    );
  });

  it("is finished by the next up, which leaves the others alone", async ({ fleet }) => {
    await fleet.emulator.admin.addFault(refusal("StartSegment", { times: 2 }));
    await fleet.upFails(ROOMS);
    const calls = await fleet.up(ROOMS);
    expect(calls).toHaveLength(2);
    expect(await fleet.running()).toEqual(ROOMS);
    expect(fleet.engine.resource?.initErrors).toEqual([]);
  });

  it("is finished by an up after a refresh as well", async ({ fleet }) => {
    await fleet.emulator.admin.addFault(refusal("StartSegment", { times: 2 }));
    await fleet.upFails(ROOMS);
    await fleet.engine.refresh();
    expect(await fleet.up(ROOMS)).toHaveLength(2);
    expect(await fleet.running()).toEqual(ROOMS);
  });

  it("is no resource when none could", async ({ fleet }) => {
    await fleet.emulator.admin.addFault(refusal("StartSegment", "always"));
    expect((await fleet.upFails(ROOMS)).message).toContain(
      "4 rooms could not be started; run the same command again\n",
    );
    expect(fleet.engine.resource).toBeUndefined();
  });

  it("remembers a room whose start was never confirmed, and finds out", async ({ fleet }) => {
    await fleet.emulator.admin.addFault({
      action: "GetSegmentTask",
      calls: "always",
      kind: { type: "status", status: 500 },
    });
    expect((await fleet.upFails(["lobby"])).message).toContain("may be running all the same");
    const identifier = (await fleet.task("lobby"))?.Identifier;
    expect(fleet.tasks.lobby).toEqual({ taskId: expect.stringMatching(/^fleet-/), identifier, status: "unknown" });
    await expectAllKnown(fleet);

    await fleet.emulator.admin.clearFaults();
    expect(await fleet.up(["lobby"])).toEqual([]);
    expect(fleet.tasks.lobby).toMatchObject({ identifier, status: "running" });
  });

  it.for(["restart", "keep"])(
    "starts a room whose start turns out not to have worked (whenEnded: %s)",
    async (whenEnded, { fleet }) => {
      for (const action of ["StartSegment", "GetSegmentTask"] as const) {
        await fleet.emulator.admin.addFault({ action, calls: "always", kind: { type: "status", status: 500 } });
      }
      await fleet.upFails(["lobby"], { whenEnded });
      await fleet.emulator.admin.clearFaults();
      await fleet.engine.refresh();
      expect(fleet.tasks).toEqual({});
      expect(await fleet.up(["lobby"], { whenEnded })).toEqual(["StartSegment lobby"]);
    },
  );
});

describe("a group of which some rooms can't be changed", () => {
  it("does the rest of the changes, and the failed ones at the next up", async ({ fleet }) => {
    await fleet.up(ROOMS);
    await fleet.emulator.admin.addFault(refusal("UpdateSegment", { times: 1 }));
    const error = await fleet.upFails(ROOMS, { duration: 30 });
    expect(error.message).toContain("1 room could not be changed");
    expect(await fleet.changes()).toHaveLength(3);
    expect(await fleet.up(ROOMS, { duration: 30 })).toHaveLength(1);
    for (const room of ROOMS) expect(await fleet.task(room)).toMatchObject({ Duration: 30 });
  });

  it("is back at the old settings when the user takes the change back", async ({ fleet }) => {
    await fleet.up(ROOMS);
    await fleet.emulator.admin.addFault(refusal("UpdateSegment", { times: 1 }));
    await fleet.upFails(ROOMS, { duration: 30 });
    await fleet.up(ROOMS);
    for (const room of ROOMS) expect(await fleet.task(room)).toMatchObject({ Duration: 20 });
  });

  it("keeps the old task of a room whose new one is refused", async ({ fleet }) => {
    await fleet.up(["lobby"]);
    const old = fleet.tasks.lobby?.taskId;
    await fleet.emulator.admin.addFault(refusal("StartSegment", "first"));
    await fleet.upFails({ lobby: { businessId: "news" } });
    expect(fleet.tasks.lobby).toMatchObject({ taskId: old, status: "running" });
    expect(await fleet.running()).toEqual(["lobby"]);
    expect(await fleet.up({ lobby: { businessId: "news" } })).toEqual(["StartSegment lobby", "StopSegment lobby"]);
  });

  it("knows both tasks of a room while it is in doubt whether the new one runs", async ({ fleet }) => {
    await fleet.up(["lobby"]);
    await fleet.emulator.admin.addFault({
      action: "GetSegmentTask",
      calls: "always",
      kind: { type: "status", status: 500 },
    });
    await fleet.upFails({ lobby: { businessId: "news" } });
    expect(await fleet.running()).toEqual(["lobby", "lobby"]);
    await expectAllKnown(fleet);

    await fleet.emulator.admin.clearFaults();
    expect(await fleet.up({ lobby: { businessId: "news" } })).toEqual(["StopSegment lobby"]);
    expect(await fleet.running()).toEqual(["lobby"]);
  });
});

describe("a task that was replaced but could not be stopped", () => {
  it.beforeEach(async ({ fleet }) => {
    await fleet.up(["lobby"]);
    await fleet.emulator.admin.addFault(refusal("StopSegment", "first"));
    await fleet.upFails({ lobby: { businessId: "news" } });
  });

  it("is remembered beside its successor", async ({ fleet }) => {
    expect(await fleet.running()).toEqual(["lobby", "lobby"]);
    await expectAllKnown(fleet);
  });

  it("is stopped by the next up", async ({ fleet }) => {
    expect(await fleet.up({ lobby: { businessId: "news" } })).toEqual(["StopSegment lobby"]);
    expect(await fleet.up({ lobby: { businessId: "news" } })).toEqual([]);
  });

  it("is stopped by the next up after a refresh", async ({ fleet }) => {
    await fleet.engine.refresh();
    expect(await fleet.up({ lobby: { businessId: "news" } })).toEqual(["StopSegment lobby"]);
  });

  it("is stopped by a destroy", async ({ fleet }) => {
    await fleet.engine.destroy();
    expect(await fleet.running()).toEqual([]);
  });

  it("is not stopped any more once it is wanted again", async ({ fleet }) => {
    await fleet.emulator.admin.addFault(refusal("StopSegment", "first"));
    await fleet.upFails(["lobby"]);
    await fleet.up(["lobby"]);
    expect(await fleet.running()).toEqual(["lobby"]);
    expect(await fleet.up(["lobby"])).toEqual([]);
    expect(await fleet.running()).toEqual(["lobby"]);
    await expectAllKnown(fleet);
  });
});

describe("a room that was removed but could not be stopped", () => {
  it.beforeEach(async ({ fleet }) => {
    await fleet.up(["lobby", "stage"]);
    await fleet.emulator.admin.addFault(refusal("StopSegment", "first"));
    await fleet.upFails(["lobby"]);
  });

  it("is stopped by the next up", async ({ fleet }) => {
    await expectAllKnown(fleet);
    expect(await fleet.up(["lobby"])).toEqual(["StopSegment stage"]);
  });

  it("is started anew when it is wanted again", async ({ fleet }) => {
    expect(await fleet.up(["lobby", "stage"])).toEqual(["StopSegment stage", "StartSegment stage"]);
    expect(await fleet.running()).toEqual(["lobby", "stage"]);
  });

  it("is restarted when it is wanted again with other settings", async ({ fleet }) => {
    const calls = await fleet.up({ lobby: {}, stage: { businessId: "news" } });
    expect(calls).toEqual(["StopSegment stage", "StartSegment stage"]);
    expect(await fleet.running()).toEqual(["lobby", "stage"]);
  });
});

describe("a group that can't be deleted in full", () => {
  it("stays, says which rooms are left, and is deleted by the next try", async ({ fleet }) => {
    await fleet.up(ROOMS);
    await fleet.emulator.admin.addFault(refusal("StopSegment", { times: 2 }));
    await expect(fleet.engine.destroy()).rejects.toThrow("2 rooms could not be stopped");
    expect(await fleet.running()).toHaveLength(2);
    await fleet.engine.destroy();
    expect(await fleet.running()).toEqual([]);
  });
});

describe("a refresh that can't read some rooms", () => {
  it("changes nothing and names them", async ({ fleet }) => {
    await fleet.up(ROOMS);
    const before = fleet.engine.state;
    await fleet.emulator.admin.addFault(refusal("GetSegmentTask", { times: 1 }));
    await expect(fleet.engine.refresh()).rejects.toThrow(
      /1 room could not be read; the state is left as it was; run the same command again\n\w+: Reading segment task/,
    );
    expect(fleet.engine.state).toBe(before);
  });
});

describe("a group with a task that ended before it could be changed", () => {
  it("says how to start it again, and that works", async ({ fleet }) => {
    await fleet.up(["lobby", "stage"]);
    await fleet.endTask("stage");
    expect((await fleet.upFails(["lobby", "stage"], { duration: 30 })).message).toContain("pulumi up --refresh");
    await fleet.engine.refresh();
    expect(await fleet.up(["lobby", "stage"], { duration: 30 })).toEqual(["StartSegment stage"]);
    expect(await fleet.task("stage")).toMatchObject({ AppId: APP, Duration: 30 });
  });
});

describe("a hopeless operation on many rooms", () => {
  const many = Array.from({ length: 120 }, (_, n) => `room-${n}`);

  it("gives up early when nothing but failures comes", async ({ fleet }) => {
    await fleet.emulator.admin.addFault({
      calls: "always",
      kind: { type: "error", status: 401, code: "InvalidAccessKey", codeN: 100009 },
    });
    const error = await fleet.upFails(many, { maxConcurrency: 4 });
    expect(error.message).toMatch(/\d+ more rooms: not attempted, as everything just before had failed/);
    expect(error.message).toContain(`${many.length} rooms could not be started`);
    expect((await fleet.emulator.admin.stats()).actions.StartSegment.calls).toBeLessThan(20);
  });

  it("attempts all rooms when the failures are the rooms' own", async ({ fleet }) => {
    await fleet.emulator.admin.addFault(refusal("StartSegment", { times: 30 }));
    const error = await fleet.upFails(many, { maxConcurrency: 1 });
    expect(error.message).toContain("30 rooms could not be started");
    expect(await fleet.running()).toHaveLength(90);
  });

  it("gives up when the API goes away in the middle, and goes on from there at the next up", async ({ fleet }) => {
    await fleet.up(many.slice(0, 5));
    await fleet.emulator.admin.changeSettings({ latencyMs: 5 });
    const work = fleet.upFails(many, { maxConcurrency: 4 });
    await fleet.emulator.admin.waitForCalls({ action: "StartSegment", count: 20 });
    await fleet.emulator.admin.addFault({ calls: "always", kind: { type: "refuse" } });
    const error = await work;
    expect(error.message).toMatch(/\d+ more rooms: not attempted/);
    expect(error.reasons?.length).toBeLessThan(20);
    await expectAllKnown(fleet);

    await fleet.emulator.admin.clearFaults();
    Object.assign(fleet.timeouts, { callTimeout: 60_000, operationTimeout: 120_000 });
    await fleet.up(many, { maxConcurrency: 64 });
    expect(await fleet.running()).toHaveLength(120);
  });
});
