import { inspect } from "node:util";
import { beforeEach, describe, expect, it } from "vitest";
import type { FaultKind, FaultSpec } from "#emulator/index";
import { RtcClient } from "#rtc-api/client";
import type { RtcSettings } from "#rtc-api/settings";
import { SegmentClient } from "#segment/api/client";
import { deriveTaskId } from "#segment/identity";
import type { IdentifiedInputs } from "#segment/inputs";
import { parseOwner } from "#segment/owner";
import { resolve } from "#segment/resolve";
import { UnconfirmedTaskError } from "#segment/task/error";
import { Holders } from "#segment/task/holders";
import { readTask } from "#segment/task/read";
import { startTask } from "#segment/task/start";
import { seenState, type TaskState } from "#segment/task/state";
import { stopTask } from "#segment/task/stop";
import { updateTask } from "#segment/task/update";
import { emulatorOfFile } from "#test/support/emulator-test";
import { emulatorSettings } from "../support/rtc-settings";
import { custom, task } from "../support/segment-inputs";

const emulator = await emulatorOfFile({ limits: false });

const apiWith = (change: Partial<RtcSettings> = {}) =>
  new SegmentClient(new RtcClient(() => emulatorSettings(emulator, change), { pauses: { first: 10, longest: 50 } }));
const api = apiWith();
const OWNER = parseOwner("task", "rtc/prod/lobby");
/** Under an id that anybody may have chosen. */
const inputs = task({ identifier: "prefix", duration: 30, storageConfig: custom({ region: "us-west-2" }) });
/** The same with a prefix that is made up for the start, and so marks it. */
const { identifier: _, ...marked } = inputs;
/** The same under an id that only this resource derives. */
const derived = { ...inputs, taskId: deriveTaskId(OWNER, inputs) };
const WHO = 'segment task "task1" in room "lobby" of app "app1"';
const start = (wanted: IdentifiedInputs, client = api, owner = OWNER) =>
  startTask(client, wanted, { owner, holders: new Holders() }, client.operation());
const started = async (wanted: IdentifiedInputs): Promise<TaskState> => seenState(wanted.taskId, await start(wanted));
const stop = (state: TaskState, wanted: IdentifiedInputs = inputs) =>
  stopTask(api, { task: wanted, state, owner: OWNER, derived: wanted.taskId !== inputs.taskId }, api.operation());
const fault = (action: NonNullable<FaultSpec["action"]>, kind: FaultKind, calls: FaultSpec["calls"] = "first") =>
  emulator.admin.addFault({ action, calls, kind });
const log = async () => (await emulator.admin.calls()).map(({ action }) => action.replace(/Segment(Task)?$/, ""));
const failureOf = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    (value) => {
      throw new Error(`expected a failure, got ${JSON.stringify(value)}`);
    },
    (error: Error) => error,
  );

describe("starting a task", () => {
  it("starts it once and then looks at it", async () => {
    const seen = await start(marked);
    expect(seen).toMatchObject({ status: "running", settings: { duration: 30 } });
    expect(seen.startTime).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(await log()).toEqual(["Start", "Get"]);
  });

  it("looks first where neither id nor prefix could tell its run from another one", async () => {
    expect((await start(inputs)).settings.identifier).toBe("prefix");
    expect(await log()).toEqual(["Get", "Start", "Get"]);
  });

  it("takes no run for its own that was there before a call got lost", async () => {
    await start(inputs);
    await fault("StartSegment", { type: "reset", when: "before" });
    const error = await failureOf(start(inputs));
    expect(error).not.toBeInstanceOf(UnconfirmedTaskError);
    expect(error.message).toContain("already running with the same settings");
  });

  it("keeps no run in the state that was there before all calls got lost", async () => {
    await start(inputs);
    await fault("StartSegment", { type: "reset", when: "before" }, "always");
    const client = apiWith({ operationTimeout: 300 });
    const begin = client.start.bind(client);
    client.start = async (...call) => {
      await fault("GetSegmentTask", { type: "status", status: 500 }, "always");
      return begin(...call);
    };
    expect(await failureOf(start(inputs, client))).not.toBeInstanceOf(UnconfirmedTaskError);
  });

  const lost: [what: string, kind: FaultKind][] = [
    ["the connection broke", { type: "reset", when: "after" }],
    ["a proxy answered 502", { type: "status", status: 502, when: "after" }],
    ["the answer was cut", { type: "truncate" }],
    ["the answer was empty", { type: "empty" }],
    ["no answer came in time", { type: "hang", when: "after" }],
  ];

  it.each(lost)("that took effect is not repeated when %s: it looks first and finds its own task", async (_, kind) => {
    await fault("StartSegment", kind);
    // Not even a task id that someone else could have made up is doubted: our own call came before.
    expect((await start(inputs, apiWith({ callTimeout: 300 }))).status).toBe("running");
    const calls = await log();
    expect(calls.slice(0, 3)).toEqual(["Get", "Start", "Get"]);
    expect(calls.filter((action) => action === "Start")).toHaveLength(1);
  });

  it.each<[what: string, kind: FaultKind]>([
    ["the connection broke", { type: "reset", when: "before" }],
    ["the server answered 500", { type: "status", status: 500 }],
    ["the server said InternalError", { type: "error", status: 500, code: "InternalError" }],
    ["no answer came in time", { type: "hang", when: "before" }],
  ])("that took no effect is repeated only after it looked and found nothing (%s)", async (_, kind) => {
    await fault("StartSegment", kind);
    expect((await start(inputs, apiWith({ callTimeout: 300 }))).status).toBe("running");
    expect(await log()).toEqual(["Get", "Start", "Get", "Start", "Get"]);
  });

  it("that may or may not have taken effect to the end is an error that keeps the task in the state", async () => {
    await fault("StartSegment", { type: "status", status: 502, when: "after" }, "always");
    await fault("GetSegmentTask", { type: "status", status: 502 }, "always");
    const error = await failureOf(start(marked, apiWith({ operationTimeout: 300 })));
    expect(error).toBeInstanceOf(UnconfirmedTaskError);
    expect(error.message).toMatch(new RegExp(`^Starting ${WHO} failed: .*HTTP 502`));
    expect(error.message).toContain("run `pulumi up` again to find out and finish, or `pulumi destroy` to stop it");
    expect((await log()).filter((action) => action === "Start")).toHaveLength(1);
  });

  it("goes on when only reading fails for a while", async () => {
    await fault("GetSegmentTask", { type: "status", status: 503 }, { times: 2 });
    expect((await start(marked)).status).toBe("running");
    expect(await log()).toEqual(["Start", "Get", "Get", "Get"]);
  });

  it("waits until the API shows the new task", async () => {
    await fault(
      "GetSegmentTask",
      { type: "error", status: 400, code: "InvalidParameter.ErrorActiveTaskNotFound" },
      { times: 2 },
    );
    expect((await start(marked)).status).toBe("running");
  });

  describe("that the API answers with the status 0, which it calls unknown or abnormal", () => {
    /** The task as it is, but for its status. */
    const unknown = async (calls: FaultSpec["calls"]) => {
      const { startTime } = await start(task({ taskId: "other" }));
      const SegmentTask = { Status: 0, Identifier: "prefix", StartTime: Date.parse(startTime ?? "") };
      const body = JSON.stringify({ ResponseMetadata: { RequestId: "r" }, Result: { SegmentTask } });
      await emulator.admin.clearCalls();
      await fault("GetSegmentTask", { type: "status", status: 200, contentType: "application/json", body }, calls);
    };

    it("is looked at again", async () => {
      await unknown({ times: 3 });
      expect((await start(inputs)).status).toBe("running");
      expect(await log()).toEqual(["Get", "Start", "Get", "Get", "Get"]);
    });

    it("is believed in the end", async () => {
      await unknown("always");
      expect((await start(inputs)).status).toBe("unknown");
      expect((await log()).filter((action) => action === "Start")).toHaveLength(1);
    });
  });

  it("is an error when the task fails to run", async () => {
    await emulator.admin.addFault({ calls: "first", kind: { type: "start-fails" } });
    const error = await failureOf(start(inputs));
    expect(error).not.toBeInstanceOf(UnconfirmedTaskError);
    expect(error.message).toContain(`Starting ${WHO} failed: the API accepted the task, but it failed to run`);
    expect(error.message).toContain("StartTaskFailed");
    expect(error.message).toContain("Check that audio segment (音频切片) is switched on");
  });

  it("that is refused says which task, the API's code and message, the request id and the next step", async () => {
    const code = "AccessDenied.ServiceNotEnabled";
    await fault("StartSegment", { type: "error", status: 403, code, message: "not enabled" });
    const error = await failureOf(start(inputs));
    const [refused] = (await emulator.admin.calls()).slice(-1);
    expect(error.message).toBe(
      `Starting ${WHO} failed: StartSegment: ${code}: not enabled (request id ${refused?.requestId}). ` +
        "Switch on audio segment (音频切片) for the app in the RTC console",
    );
    expect(error).not.toBeInstanceOf(UnconfirmedTaskError);
    expect(await log()).toEqual(["Get", "Start"]);
  });
});

describe.each(["result", "error"] as const)("a task of that id that already runs (told by %s)", (duplicateStart) => {
  beforeEach(async () => {
    await emulator.admin.changeSettings({ duplicateStart });
    await start(inputs);
    await emulator.admin.clearCalls();
  });

  it("is this resource's own when its id is derived, and is started anew so that nobody else owns the run", async () => {
    const before = await started(derived);
    await emulator.admin.clearCalls();
    const after = await started(derived);
    expect(await log()).toEqual(["Start", "Get", "Stop", "Start", "Get"]);
    expect(after.startTime).not.toBe(before.startTime);
    expect(await stop(before, derived)).toBe("notOwn");
    expect(await stop(after, derived)).toBe("stopped");
  });

  it("is this resource's own when its made-up prefix says so, though the id is anybody's", async () => {
    const open = { ...marked, taskId: "own" };
    await start(open);
    await emulator.admin.clearCalls();
    expect((await start({ ...open, duration: 40 })).settings.duration).toBe(40);
    expect(await log()).toEqual(["Start", "Get", "Stop", "Start", "Get"]);
    const stranger = parseOwner("task", "rtc/prod/stage");
    await expect(start(open, api, stranger)).rejects.toThrow("it isn't known to be this resource's");
  });

  it("is a conflict that names the fields that differ and adopt: true, and is left alone", async () => {
    const other = { ...inputs, duration: 40, control: { mixed: true } };
    const error = await failureOf(start(other));
    expect(error.message).toBe(
      `Starting ${WHO} failed: a task of this id is already running that differs from these inputs in duration, control, ` +
        "and it isn't known to be this resource's. Set adopt: true to take it over, also when an interrupted run has " +
        "started it, or choose another taskId",
    );
    expect(await log()).toEqual(["Get", "Start", "Get"]);
    expect(await emulator.admin.tasks()).toMatchObject([{ Status: 2, Duration: 30 }]);
  });

  it("is a conflict too when it is somebody else's of the same settings, or ours no longer", async () => {
    expect((await failureOf(start(inputs))).message).toContain("already running with the same settings");
    await start(derived);
    expect((await failureOf(start({ ...derived, maxIdleTime: 5 }))).message).toContain(
      "differs from these inputs in maxIdleTime",
    );
  });

  it("is adopted as it is when nothing differs", async () => {
    await start({ ...inputs, adopt: true });
    expect(await log()).toEqual(["Get", "Start", "Get"]);
  });

  it("is adopted in place when only identifier, handle and duration differ", async () => {
    const change = { identifier: "other", handle: false, duration: 40 };
    const seen = await start({ ...inputs, ...change, adopt: true });
    expect(await log()).toEqual(["Get", "Start", "Get", "Update", "Get"]);
    expect(seen).toMatchObject({ status: "running", settings: change });
  });

  it("keeps its prefix when it is adopted in place without one", async () => {
    const seen = await start({ ...marked, duration: 40, adopt: true });
    expect(seen.settings).toMatchObject({ identifier: "prefix", duration: 40 });
  });

  it("is stopped and started anew when it is adopted and anything else differs", async () => {
    const seen = await start({ ...inputs, control: { mixed: true }, adopt: true });
    expect(await log()).toEqual(["Get", "Start", "Get", "Stop", "Start", "Get"]);
    expect(seen).toMatchObject({ status: "running", settings: { control: { mixed: true } } });
  });
});

describe("reading a task", () => {
  const now = () => emulator.admin.clock().then((reading) => reading.now);
  const since = (startTime: string, wanted = inputs): TaskState => ({
    taskId: wanted.taskId,
    status: "running",
    startTime,
  });
  const readAt = (state: TaskState, at: number) => readTask(api, inputs, state, OWNER, api.operation(), at);
  const read = async (state: TaskState) => readAt(state, await now());

  it("shows how it runs", async () => {
    expect(await read(await started(inputs))).toMatchObject({ kind: "running", seen: { status: "running" } });
  });

  it("shows when and why it ended", async () => {
    const state = await started(inputs);
    await emulator.admin.advance(181);
    expect(await read(state)).toMatchObject({
      kind: "over",
      seen: { status: "ended", stopReason: "IdleTimeOut", endTime: expect.stringMatching(/Z$/) },
    });
  });

  it("finds it gone when the API doesn't know it", async () => {
    expect(await read({ taskId: "task1", status: "unknown" })).toEqual({ kind: "gone" });
    expect(await read(since(new Date().toISOString()))).toEqual({ kind: "gone" });
  });

  it("finds an unknown task gone until its start may be 72 hours ago, as clocks may differ, and can't tell from then on", async () => {
    const started = Date.parse("2026-01-01T00:00:00Z");
    const quarterBefore = 72 * 3600_000 - 15 * 60_000;
    const readAfter = (age: number) => readAt(since(new Date(started).toISOString()), started + age);
    expect(await readAfter(quarterBefore - 1)).toEqual({ kind: "gone" });
    expect(await readAfter(quarterBefore)).toEqual({ kind: "outOfSight" });
  });

  it("can't tell after 72 hours, and can just before", async () => {
    await emulator.admin.publish({ appId: "app1", roomId: "lobby", userId: "host" });
    await emulator.admin.setClock({ frozen: true });
    const state = await started(inputs);
    await emulator.admin.advance(72 * 3600 - 1);
    expect(await read(state)).toMatchObject({ kind: "running" });
    await emulator.admin.advance(2);
    expect(await read(state)).toEqual({ kind: "outOfSight" });
    await emulator.admin.setClock({ frozen: false });
  });

  it("is not fooled by another run of the same id: a later one is somebody else's, an earlier one an old answer", async () => {
    const state = await started(inputs);
    const seen = Date.parse(state.startTime ?? "");
    const at = (difference: number) => since(new Date(seen + difference).toISOString());
    expect(await read(at(-1))).toMatchObject({ kind: "taken", seen: { status: "running" } });
    await expect(read(at(1))).rejects.toThrow("GetSegmentTask goes on showing an earlier task of this id");
  });

  it("is got over when it fails for a while, and is an error that names the task when it goes on failing", async () => {
    const state = await started(inputs);
    await fault("GetSegmentTask", { type: "reset", when: "before" });
    expect(await read(state)).toMatchObject({ kind: "running" });
    await fault("GetSegmentTask", { type: "status", status: 500 }, "always");
    expect((await failureOf(read(state))).message).toContain(`Reading ${WHO} failed: GetSegmentTask: HTTP 500`);
  });
});

/** A task that was started and has ended. */
async function ended(): Promise<TaskState> {
  const state = await started(inputs);
  await emulator.admin.endTask({ appId: "app1", roomId: "lobby", taskId: "task1", reason: "UserDisconnect" });
  return state;
}

describe("updating a task", () => {
  const update = (state: TaskState) => updateTask(api, wanted, state, OWNER, api.operation());
  const wanted = resolve({ ...inputs, identifier: "new", handle: false, duration: 7 });

  it("brings identifier, handle and duration to what is wanted, all three at once", async () => {
    await update(await started(inputs));
    expect(await emulator.admin.tasks()).toMatchObject([{ Identifier: "new", Handle: false, Duration: 7 }]);
    const call = (await emulator.admin.calls()).at(-1);
    expect(call?.body).toEqual({
      AppId: "app1",
      RoomId: "lobby",
      TaskId: "task1",
      Identifier: "new",
      Handle: false,
      Duration: 7,
    });
  });

  it("whose answer was lost is not repeated when a look shows that it took effect", async () => {
    const state = await started(inputs);
    await emulator.admin.clearCalls();
    await fault("UpdateSegment", { type: "reset", when: "after" });
    await update(state);
    expect(await log()).toEqual(["Get", "Update", "Get"]);
  });

  it("whose answer was lost is repeated when a look shows that it took no effect", async () => {
    const state = await started(inputs);
    await emulator.admin.clearCalls();
    await fault("UpdateSegment", { type: "reset", when: "before" });
    await update(state);
    expect(await log()).toEqual(["Get", "Update", "Get", "Update"]);
    expect(await emulator.admin.tasks()).toMatchObject([{ Duration: 7 }]);
  });

  it("that is gone says so, and how to start it again", async () => {
    expect((await failureOf(update(await ended()))).message).toBe(
      `Updating ${WHO} failed: the API knows no running task of this id: it has ended, or was stopped behind Pulumi's ` +
        "back. Run `pulumi up --refresh` to start it again",
    );
  });
});

describe("stopping a task", () => {
  it("stops it, with its business id when it has one", async () => {
    const labelled = { ...inputs, businessId: "voice" };
    await stop(await started(labelled), labelled);
    expect(await emulator.admin.tasks()).toMatchObject([{ Status: 3, StopReason: "StopByAPI" }]);
    expect((await emulator.admin.calls()).at(-1)?.body).toEqual({
      AppId: "app1",
      RoomId: "lobby",
      TaskId: "task1",
      BusinessId: "voice",
    });
  });

  it("that has ended, or never was, is a success", async () => {
    expect(await stop({ taskId: "task1", status: "running", startTime: new Date().toISOString() })).toBe("stopped");
    expect(await stop(await ended())).toBe("stopped");
    expect((await log()).filter((action) => action === "Stop")).toEqual([]);
  });

  it("looks first when the answer was lost, and stops again only what still runs", async () => {
    const first = await started(inputs);
    await emulator.admin.clearCalls();
    await fault("StopSegment", { type: "reset", when: "after" });
    await stop(first);
    expect(await log()).toEqual(["Get", "Stop", "Get"]);

    const second = await started(inputs);
    await emulator.admin.clearCalls();
    await fault("StopSegment", { type: "status", status: 500 });
    await stop(second);
    expect(await log()).toEqual(["Get", "Stop", "Get", "Stop"]);
  });

  it("leaves alone what somebody else has started under its id since", async () => {
    const state = await ended();
    await start(inputs);
    expect(await stop(state)).toBe("notOwn");
    expect(await emulator.admin.tasks()).toMatchObject([{ Status: 2 }]);
  });

  it("whose start was never confirmed stops what is provably its own, and nothing else", async () => {
    const { identifier = "" } = await started(marked);
    const unconfirmed = (prefix: string): TaskState => ({ taskId: "task1", identifier: prefix, status: "unknown" });
    expect(await stop(unconfirmed("another"), inputs)).toBe("stopped");
    await start(inputs);
    expect(await stop(unconfirmed(identifier))).toBe("notOwn");
    expect(await emulator.admin.tasks()).toMatchObject([{ Status: 2, Identifier: "prefix" }]);
  });

  it("that is refused names the task", async () => {
    const state = await started(inputs);
    await fault("StopSegment", { type: "error", status: 403, code: "AccessDenied", codeN: 100013 });
    const error = await failureOf(stop(state));
    expect(error.message).toContain(`Stopping ${WHO} failed: StopSegment: AccessDenied`);
    expect(error.message).toContain("Give the user of the access key the right to call this action of RTC");
  });
});

describe("no error", () => {
  it("ever tells a key, of the API or of the storage", async () => {
    const kinds: FaultKind[] = [
      { type: "reset", when: "before" },
      { type: "status", status: 500 },
      { type: "truncate" },
      { type: "error", status: 400, code: "InvalidParameter", message: "bad" },
      { type: "start-fails" },
    ];
    const canaries = [emulator.secretKey, emulator.accessKey, "CANARY"];
    for (const kind of kinds) {
      await emulator.admin.reset();
      await emulator.admin.addFault({ calls: "always", kind });
      const error = await failureOf(start(inputs, apiWith({ operationTimeout: 100 })));
      for (const canary of canaries)
        expect(`${error.stack} ${inspect(error, { depth: 9 })} ${JSON.stringify(error)}`).not.toContain(canary);
    }
  });
});
