import { describe, expect, it } from "vitest";
import { SegmentTaskGroupHandlers } from "#adapter/group/handlers";
import { SegmentTaskHandlers } from "#adapter/segment-task/handlers";
import { RtcClient } from "#rtc-api/client";
import { SegmentClient } from "#segment/api/client";
import { Holders } from "#segment/task/holders";
import { emulatorOfFile } from "#test/support/emulator-test";
import { emulatorSettings } from "../support/rtc-settings";
import { SHORTEST, TOS } from "../support/segment-inputs";

type Bag = Record<string, unknown>;

const HOUR = 3600;
const OWNER = "rtc/prod/lobby";
const emulator = await emulatorOfFile({ limits: false });

const api = new SegmentClient(new RtcClient(() => emulatorSettings(emulator), { pauses: { first: 5, longest: 20 } }));
const lines: string[] = [];
const inNewProcess = () => new SegmentTaskHandlers(api, new Holders(), (line) => lines.push(line));
const groupInNewProcess = () => new SegmentTaskGroupHandlers(api, new Holders(), (line) => lines.push(line));
const program = (inputs: object = {}, owner = OWNER): Bag => ({
  ...SHORTEST,
  ...inputs,
  __owner: owner,
  __provider: "code",
});
const running = async () => (await emulator.admin.tasks()).filter(({ Status }) => Status === 2);
const changes = async () =>
  (await emulator.admin.calls()).map(({ action }) => action).filter((action) => action !== "GetSegmentTask");

const onlyTask = async () => {
  const [task] = await running();
  const { AppId: appId, RoomId: roomId, TaskId: taskId } = task ?? expect.unreachable("no task is running");
  return { appId, roomId, taskId };
};

/** What `pulumi up` does for a resource that is not in the state. */
async function create(inputs: object = {}, provider = inNewProcess()) {
  const checked = (await provider.check({}, program(inputs))).inputs ?? {};
  const { id, outs } = await provider.create(checked);
  return { id, inputs: checked, outs: { ...outs, __provider: "code" } as unknown as Bag };
}

describe("a replacement that the engine makes on its own account, as for --replace", () => {
  it("leaves the run of the new resource alone, also in another process", async () => {
    const old = await create();
    const provider = inNewProcess();
    const { id } = await create({}, provider);
    expect(id).toBe(old.id);
    await provider.delete(old.id, old.outs);
    expect(lines.at(-1)).toBe("SegmentTask lobby: its task runs on under the new resource (SegmentTask lobby)");
    await inNewProcess().delete(old.id, old.outs);
    expect(lines.at(-1)).toBe("SegmentTask lobby: was over; another task runs under its id and is left alone");
    expect(await running()).toHaveLength(1);

    const last = await create({}, inNewProcess());
    await inNewProcess().delete(last.id, last.outs);
    expect(await running()).toEqual([]);
  });

  it("starts the task with the new settings", async () => {
    const old = await create({ duration: 20 });
    const provider = inNewProcess();
    await create({ duration: 45 }, provider);
    await provider.delete(old.id, old.outs);
    expect(await running()).toMatchObject([{ Duration: 45 }]);
  });

  it("leaves the tasks of a group running too", async () => {
    const inputs = { appId: "app1", rooms: ["lobby", "stage"], storageConfig: TOS, __owner: OWNER, __provider: "code" };
    const old = await groupInNewProcess().create(inputs);
    const provider = groupInNewProcess();
    await provider.create(inputs);
    await provider.delete(old.id, old.outs ?? {});
    expect(lines.at(-1)).toBe("SegmentTaskGroup lobby: 2 tasks are not its own any more and run on");
    await groupInNewProcess().delete(old.id, old.outs ?? {});
    expect(await running()).toHaveLength(2);
  });
});

describe("a group of a stack that was renamed", () => {
  it("leaves the one room alone that a new stack under its old name has too", async () => {
    const rooms = Array.from({ length: 20 }, (_, index) => `room-${index}`);
    const inputs = { appId: "app1", rooms, storageConfig: TOS, __owner: OWNER, __provider: "code" };
    const old = await groupInNewProcess().create(inputs);
    await groupInNewProcess().create({ ...inputs, rooms: ["room-15"] });
    await groupInNewProcess().delete(old.id, old.outs ?? {});
    expect(await running()).toMatchObject([{ RoomId: "room-15" }]);
  });
});

describe("a state that was edited by hand", () => {
  it("can do without the name of its resource", async () => {
    const { id, outs } = await create();
    const { __owner: _, ...nameless } = outs;
    const { props, inputs } = await inNewProcess().read(id, nameless);
    expect(props).toMatchObject({ status: "running" });
    for (const bag of [props, inputs]) expect(Object.values(bag ?? {})).not.toContain(undefined);
    await inNewProcess().delete(id, nameless);
    expect(await running()).toEqual([]);
  });
});

describe("two runs within one tick of the API's clock", () => {
  it("are never taken for one: the new one waits for another tick", async () => {
    await emulator.admin.setClock({ frozen: true });
    await create();
    await expect(create()).rejects.toThrow("at the very same moment");
    await emulator.admin.setClock({ frozen: false });
    const { outs } = await create();
    expect(await running()).toMatchObject([{ StartTime: Date.parse(String(outs.startTime)) }]);
  });
});

describe("a resource that is renamed", () => {
  it("keeps its task", async () => {
    const { inputs, outs, id } = await create();
    const provider = inNewProcess();
    const renamed = await provider.check(inputs, program({}, "rtc/prod/entrance"));
    expect(renamed.inputs).toMatchObject({ taskId: outs.taskId, __owner: "rtc/prod/entrance" });
    expect(await provider.diff(id, outs, renamed.inputs ?? {})).toEqual({ changes: false });
  });

  it("gets an id of its new name with the next change that replaces", async () => {
    const { inputs, outs } = await create();
    const change = { storageConfig: { ...TOS, bucket: "other" } };
    const next = (await inNewProcess().check(inputs, program(change, "rtc/prod/entrance"))).inputs;
    expect(next?.taskId).toMatch(/^entrance-/);
    expect(next?.taskId).not.toBe(outs.taskId);
  });

  it("keeps the tasks of a group", async () => {
    const inputs = { appId: "app1", rooms: ["lobby"], storageConfig: TOS, __owner: OWNER, __provider: "code" };
    const { id, outs = {} } = await groupInNewProcess().create(inputs);
    const next = { ...inputs, __owner: "rtc/prod/entrance" };
    expect(await groupInNewProcess().diff(id, outs, next)).toEqual({ changes: false });
  });
});

describe("a task that this program only reads", () => {
  it("is read again by a refresh, and taken out when it has gone", async () => {
    const { id } = await create();
    const first = await inNewProcess().read(id, { __provider: "code", __owner: OWNER });
    const again = await inNewProcess().read(id, { ...first.props, __provider: "code", __owner: OWNER });
    expect(again).toMatchObject({ id, props: { status: "running", storageConfig: { bucket: TOS.bucket } } });
    expect(again).not.toHaveProperty("inputs");

    await emulator.admin.forgetTask(await onlyTask());
    expect(await inNewProcess().read(id, { ...first.props, __provider: "code" })).toEqual({});
  });
});

describe("a task that started more than 72 hours ago", () => {
  /** The API's clock moves on while this machine's can't: so the state is told that it started as long ago. */
  async function createdLongAgo(inputs: object = {}) {
    const resource = await create(inputs);
    await emulator.admin.publish({ appId: "app1", roomId: "lobby", userId: "host" });
    await emulator.admin.advance(100 * HOUR);
    const startTime = new Date(Date.now() - 100 * HOUR * 1000).toISOString();
    return { ...resource, outs: { ...resource.outs, startTime } };
  }
  it("is started again by an update that finds it gone, as no refresh could tell", async () => {
    const { id, outs, inputs } = await createdLongAgo();
    await emulator.admin.endTask({ ...(await onlyTask()), reason: "StopByAPI" });
    const next = { ...inputs, duration: 45 };
    const updated = await inNewProcess().update(id, outs, next);
    expect(updated.outs).toMatchObject({ status: "running", duration: 45 });
    expect(await running()).toHaveLength(1);
  });

  it("stays ended when it was kept after its end, and comes back with whenEnded: restart", async () => {
    const { id, outs, inputs } = await createdLongAgo({ whenEnded: "keep" });
    const ended = { ...outs, status: "ended", stopReason: "StopByAPI" };
    const refreshed = await inNewProcess().read(id, ended);
    expect(refreshed.props).toMatchObject({ status: "ended", stopReason: "StopByAPI" });
    const diff = await inNewProcess().diff(id, refreshed.props ?? {}, { ...inputs, whenEnded: "restart" });
    expect(diff).toMatchObject({ replaces: ["whenEnded"], deleteBeforeReplace: true });
  });

  it("is adopted by stopping it and starting anew, because it can't be compared", async () => {
    await createdLongAgo({ taskId: "theirs" });
    await emulator.admin.clearCalls();
    await expect(create({ taskId: "theirs" })).rejects.toThrow(/72 hours.*adopt: true/);
    expect(await changes()).toEqual(["StartSegment"]);
    await create({ taskId: "theirs", adopt: true });
    expect((await changes()).slice(1)).toEqual(["StartSegment", "StopSegment", "StartSegment"]);
    expect(await running()).toHaveLength(1);
  });
});

describe("an update of a task that is gone", () => {
  it.each([
    ["restart", /`pulumi up --refresh` to start it again/],
    ["keep", /whenEnded: "restart" starts it again/],
  ])("says what helps with whenEnded: %s", async (whenEnded, advice) => {
    const { id, outs, inputs } = await create({ whenEnded });
    await emulator.admin.forgetTask(await onlyTask());
    await expect(inNewProcess().update(id, outs, { ...inputs, duration: 45 })).rejects.toThrow(advice);
  });
});

describe("somebody else's task under the id of the user's choice", () => {
  it("is not remembered as this resource's when it can't be looked at", async () => {
    await create({ taskId: "theirs", storageConfig: { ...TOS, bucket: "theirs" } });
    await emulator.admin.addFault({
      action: "GetSegmentTask",
      calls: "always",
      kind: { type: "status", status: 502 },
    });
    const error = await create({ taskId: "theirs" }).then(
      () => expect.unreachable("the create succeeded"),
      (reason: unknown) => reason,
    );
    expect(error).not.toHaveProperty("id");
    expect(await running()).toMatchObject([{ StorageConfig: { TosConfig: { Bucket: "theirs" } } }]);
  });
});

describe("arguments that are left blank", () => {
  it("count as not given", async () => {
    const blank = { taskId: "", identifier: "", businessId: null, duration: null, control: { mixed: null } };
    const { outs } = await create(blank);
    expect(outs).toMatchObject({ duration: 20, control: { mixed: false } });
    expect(outs.taskId).toBe((await create()).outs.taskId);
    const [start] = await emulator.admin.calls();
    const names = ["AppId", "Control", "Identifier", "RoomId", "StorageConfig", "TaskId"];
    expect(Object.keys(start?.body ?? {}).sort()).toEqual(names);
  });
});
