import { describe, expect, it } from "vitest";
import { type SettingsChange, startEmulator } from "#emulator/index";
import type { SegmentTask } from "#emulator/segment/wire";
import { emulatorOfFile } from "#test/support/emulator-test";
import { call, envelope, KEY, startBody, summary } from "./signed-call";

const NOT_FOUND = "400 InvalidParameter.ErrorActiveTaskNotFound";
const ALREADY_STARTED = "200 The task has been started. Please do not call the startup task interface repeatedly";

const emulator = await emulatorOfFile({ limits: false });

const set = (change: SettingsChange) => emulator.admin.changeSettings(change);
const start = async (change = {}) => summary(await call(emulator, "StartSegment", { body: startBody(change) }));
const update = async (change = {}) => summary(await call(emulator, "UpdateSegment", { body: { ...KEY, ...change } }));
const stop = async () => summary(await call(emulator, "StopSegment", { body: KEY }));
/** What GetSegmentTask shows: "Identifier StopReason", the reason empty while the task runs; or the error. */
const look = async (key = KEY) => {
  const reply = await call(emulator, "GetSegmentTask", { query: key });
  if (reply.status !== 200) return summary(reply);
  const { SegmentTask } = envelope(reply).Result as { SegmentTask: SegmentTask };
  return `${SegmentTask.Identifier} ${SegmentTask.StopReason}`;
};
const looks = async (times: number) => {
  const seen: string[] = [];
  for (let time = 0; time < times; time++) seen.push(await look());
  return seen;
};
const truth = async () => (await emulator.admin.tasks()).map((task) => `${task.Identifier} ${task.StopReason}`);

describe("staleReads", () => {
  it("hides a first start for so many reads, of this task only", async () => {
    await set({ staleReads: 2 });
    await start({ TaskId: "another", Identifier: "other" });
    await start({ Identifier: "one" });
    expect(await look({ ...KEY, TaskId: "another" })).toBe(NOT_FOUND);
    expect(await looks(3)).toEqual([NOT_FOUND, NOT_FOUND, "one "]);
    expect(await look({ ...KEY, TaskId: "another" })).toBe(NOT_FOUND);
    expect(await look({ ...KEY, TaskId: "another" })).toBe("other ");
  });

  it("shows the previous run after a start anew, as it was: ended or failed", async () => {
    await start({ Identifier: "ended" });
    await stop();
    await set({ staleReads: 1 });
    await emulator.admin.addFault({ calls: "first", kind: { type: "start-fails" } });
    await start({ Identifier: "failed" });
    expect(await looks(2)).toEqual(["ended StopByAPI", "failed StartTaskFailed"]);
    await start({ Identifier: "running" });
    expect(await looks(2)).toEqual(["failed StartTaskFailed", "running "]);
  });

  it("shows the old settings after an update, and a running task after a stop", async () => {
    await start({ Identifier: "old" });
    await set({ staleReads: 1 });
    await update({ Identifier: "new" });
    expect(await looks(2)).toEqual(["old ", "new "]);
    await stop();
    expect(await looks(2)).toEqual(["new ", "new StopByAPI"]);
  });

  it("starts anew with every change, from what was true just before that change", async () => {
    await set({ staleReads: 2 });
    await start({ Identifier: "first" });
    expect(await look()).toBe(NOT_FOUND);
    await update({ Identifier: "second" });
    await update({ Identifier: "third" });
    expect(await looks(3)).toEqual(["second ", "second ", "third "]);
  });

  it("is neither started nor used up by calls that change nothing", async () => {
    await start({ Identifier: "old" });
    await set({ staleReads: 1 });
    await update({ Identifier: "new" });
    expect(await start({ Identifier: "twice" })).toBe(ALREADY_STARTED);
    expect(await update({ Duration: 0 })).toBe("400 InvalidParameter");
    await emulator.admin.addFault({ calls: "first", kind: { type: "error", status: 500, code: "InternalError" } });
    expect(await looks(3)).toEqual(["500 InternalError", "old ", "new "]);
  });

  it("leaves the other actions and the admin routes with the truth", async () => {
    await set({ staleReads: 5 });
    await start({ Identifier: "one" });
    expect(await truth()).toEqual(["one "]);
    expect((await emulator.admin.stats()).runningTasks).toBe(1);
    expect(await start()).toBe(ALREADY_STARTED);
    expect(await stop()).toBe("200 ok");
    expect(await look()).toBe("one ");
    expect(await truth()).toEqual(["one StopByAPI"]);
    expect(await stop()).toBe(NOT_FOUND);
  });

  it("set back to 0 brings out the truth at once", async () => {
    await set({ staleReads: 5 });
    await start({ Identifier: "one" });
    await set({ staleReads: 0 });
    expect(await look()).toBe("one ");
  });
});

describe("slowStops", () => {
  it("lets a stopped task run on for so many calls of any action, and then ends it", async () => {
    await start({ Identifier: "old" });
    await emulator.admin.setClock({ frozen: true });
    await set({ slowStops: 4 });
    expect(await stop()).toBe("200 ok");
    expect(await look()).toBe("old ");
    expect(await start()).toBe(ALREADY_STARTED);
    expect(await update({ Identifier: "new" })).toBe("200 ok");
    expect(await truth()).toEqual(["new "]);
    const { now } = await emulator.admin.advance(5);
    expect(await stop()).toBe("200 ok");
    expect(await truth()).toEqual(["new StopByAPI"]);
    expect((await emulator.admin.tasks())[0]?.EndTime).toBe(now);
    expect(await look()).toBe("new StopByAPI");
    expect(await stop()).toBe(NOT_FOUND);
  });

  it("counts only calls for that task which reach the service", async () => {
    await start({ Identifier: "one" });
    await set({ slowStops: 1 });
    await stop();
    await look({ ...KEY, TaskId: "another" });
    await emulator.admin.addFault({ calls: "first", kind: { type: "reset", when: "before" } });
    await expect(look()).rejects.toThrow();
    await call(emulator, "GetSegmentTask", { query: KEY, secretKey: "wrong" });
    expect(await truth()).toEqual(["one "]);
    expect(await looks(2)).toEqual(["one ", "one StopByAPI"]);
  });

  it("does not keep a task from ending by itself", async () => {
    await start({ Identifier: "one" });
    await set({ slowStops: 5 });
    await stop();
    await emulator.admin.advance(180);
    expect(await looks(6)).toEqual(Array(6).fill("one IdleTimeOut"));
  });

  it("set back to 0 ends what is being stopped", async () => {
    await start({ Identifier: "one" });
    await set({ slowStops: 5 });
    await stop();
    await set({ slowStops: 0 });
    expect(await truth()).toEqual(["one StopByAPI"]);
  });

  it("comes before staleReads: the stale answers begin when the task has ended", async () => {
    await start({ Identifier: "one" });
    await set({ slowStops: 2, staleReads: 1 });
    await stop();
    await looks(2);
    expect(await truth()).toEqual(["one StopByAPI"]);
    expect(await looks(2)).toEqual(["one ", "one StopByAPI"]);
  });
});

it("both can be given at the start, and a reset goes back to them", async () => {
  const late = await startEmulator({ staleReads: 1, slowStops: 2 });
  await late.admin.changeSettings({ staleReads: 0, slowStops: 0 });
  await late.admin.reset();
  expect(await late.admin.settings()).toMatchObject({ staleReads: 1, slowStops: 2 });
  await late.close();
});
