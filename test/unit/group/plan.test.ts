import { describe, expect, it } from "vitest";
import { UNKNOWN } from "#inputs/unknown";
import { describePlan } from "#segment/group/describe";
import type { GroupInputs } from "#segment/group/inputs";
import { plan as planWith } from "#segment/group/plan";
import type { GroupState, RoomTask } from "#segment/group/state";
import { deriveTaskId } from "#segment/identity";
import type { Owner } from "#segment/owner";
import { Holders } from "#segment/task/holders";

const OWNER: Owner = { kind: "group", project: "rooms", stack: "test", name: "fleet" };
const plan = (state: GroupState, next: GroupInputs) => planWith(state, next, OWNER, new Holders());
const TOS = { type: "tos", accountId: "2100000990", bucket: "room-audio" } as const;

function group(change: Partial<GroupInputs> = {}): GroupInputs {
  return { appId: "app1", storageConfig: TOS, rooms: ["lobby", "stage"], ...change };
}

/** A state in which all is as the inputs say. */
function settled(inputs: GroupInputs, change: Record<string, Partial<RoomTask>> = {}): GroupState {
  const steps = plan({ inputs, tasks: new Map(), leftovers: [] }, inputs);
  const tasks = steps.map((step) => {
    if (step.kind !== "start") throw new Error(`${step.roomId} is not new`);
    const identifier = step.inputs.identifier ?? `made-up-${step.roomId}`;
    const task: RoomTask = { taskId: step.inputs.taskId, identifier, status: "running", startTime: "2026-01-01" };
    return [step.roomId, { ...task, ...change[step.roomId] }] as const;
  });
  return { inputs, tasks: new Map(tasks), leftovers: [] };
}

function kinds(state: GroupState, next: GroupInputs): Record<string, string> {
  return Object.fromEntries(plan(state, next).map(({ roomId, kind }) => [roomId, kind]));
}

describe("the plan of a group", () => {
  it("does nothing when nothing changes, however the rooms are written", () => {
    const state = settled(group());
    expect(kinds(state, group({ rooms: { stage: {}, lobby: { duration: 20 } } }))).toEqual({
      lobby: "keep",
      stage: "keep",
    });
  });

  it("starts added rooms, stops removed ones and leaves the others alone", () => {
    expect(kinds(settled(group()), group({ rooms: ["stage", "yard"] }))).toEqual({
      lobby: "stop",
      stage: "keep",
      yard: "start",
    });
  });

  it("updates a room in place or restarts it alone, as its change demands", () => {
    const next = group({ rooms: { lobby: { duration: 30 }, stage: { maxIdleTime: 60 } } });
    expect(kinds(settled(group()), next)).toEqual({ lobby: "update", stage: "restart" });
  });

  it("gives each room a task id of its own, the same at every run", () => {
    const [lobby, stage] = [...settled(group()).tasks.values()].map(({ taskId }) => taskId);
    expect(lobby).not.toBe(stage);
    expect(lobby).toBe(deriveTaskId(OWNER, { ...group(), roomId: "lobby" } as never));
  });

  it("leaves no gap at a restart, unless old and new files would share their names", () => {
    const stopFirst = (change: Partial<GroupInputs>) =>
      plan(settled(group(change)), group({ ...change, maxIdleTime: 60 })).map((step) =>
        step.kind === "restart" ? step.stopFirst : undefined,
      );
    expect(stopFirst({})).toEqual([false, false]);
    expect(stopFirst({ identifier: "audio" })).toEqual([true, true]);
  });

  it("starts an ended room again, unless it is to be kept", () => {
    const over = { stage: { status: "ended", stopReason: "UserDisconnect" } } as const;
    expect(kinds(settled(group(), over), group())).toEqual({ lobby: "keep", stage: "start" });
    const keep = group({ whenEnded: "keep" });
    expect(kinds(settled(keep, over), keep)).toEqual({ lobby: "keep", stage: "keep" });
  });

  it("brings a room back that was changed behind Pulumi's back", () => {
    const drifted = settled(group(), { lobby: { drift: { duration: 7 } }, stage: { drift: { maxIdleTime: 7 } } });
    expect(kinds(drifted, group())).toEqual({ lobby: "update", stage: "restart" });
  });

  it("does again what could not be done", () => {
    const pending = settled(group(), { lobby: { pending: ["duration"] }, stage: { pending: ["control"] } });
    expect(kinds(pending, group())).toEqual({ lobby: "update", stage: "restart" });
  });

  it("finds out about a start that was never confirmed", () => {
    const state = settled(group());
    const doubt: RoomTask = { taskId: state.tasks.get("stage")?.taskId ?? "", status: "unknown" };
    expect(plan({ ...state, tasks: new Map([...state.tasks, ["stage", doubt]]) }, group())).toMatchObject([
      { roomId: "lobby", kind: "keep" },
      { roomId: "stage", kind: "start", earlier: {} },
    ]);
  });

  it("stops the old task of a room that was removed in vain and comes back with other settings", () => {
    const { tasks } = settled(group());
    const removedInVain: GroupState = { inputs: group({ rooms: ["lobby"] }), tasks, leftovers: [] };
    expect(kinds(removedInVain, group())).toEqual({ lobby: "keep", stage: "start" });
    const next = group({ rooms: { lobby: {}, stage: { businessId: "news" } } });
    expect(plan(removedInVain, next)).toMatchObject([
      { roomId: "lobby", kind: "keep" },
      { roomId: "stage", kind: "restart", stopFirst: true },
    ]);
  });

  it("counts a setting that is not known yet as changed", () => {
    const next = group({ duration: UNKNOWN as unknown as number });
    expect(kinds(settled(group()), next)).toEqual({ lobby: "update", stage: "update" });
  });

  it("counts every setting of a room as changed while the room's own are not known yet", () => {
    const rooms = { lobby: UNKNOWN, stage: {} } as unknown as GroupInputs["rooms"];
    expect(plan(settled(group()), group({ rooms }))).toMatchObject([
      { roomId: "lobby", kind: "restart", because: ["businessId", "maxIdleTime", "targetStreams", "control"] },
      { roomId: "stage", kind: "keep" },
    ]);
  });
});

describe("the words of a plan", () => {
  const words = (state: GroupState, next: GroupInputs) => describePlan(plan(state, next));

  it("say room by room what is to happen and why", () => {
    const before = group({ rooms: ["lobby", "stage", "yard", "cellar"] });
    const rooms = { lobby: { duration: 5, handle: false }, stage: { control: { align: true } }, yard: {}, attic: {} };
    expect(words(settled(before), group({ rooms }))).toBe(
      "1 room to start (attic); 1 room to stop (cellar); 1 room to restart (stage for its control); " +
        "1 room to update in place (lobby for its duration and handle)",
    );
  });

  it("name ten rooms and count the rest", () => {
    const rooms = Array.from({ length: 12 }, (_, n) => `room${n}`);
    const start = describePlan(plan({ inputs: group(), tasks: new Map(), leftovers: [] }, group({ rooms })));
    expect(start).toContain("12 rooms to start (room0, room1, ");
    expect(start).toContain("room9, and 2 more)");
  });

  it("are none when there is nothing to do", () => {
    expect(words(settled(group()), group())).toBeUndefined();
  });
});
