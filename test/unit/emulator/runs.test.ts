import { expect, it } from "vitest";
import { newRun } from "#emulator/segment/run";
import { MAX_ENDED_RUNS, RunHistory } from "#emulator/segment/run-history";
import { readStart } from "#emulator/segment/validation";
import { emulatorOfFile } from "#test/support/emulator-test";
import { call, KEY, startBody } from "./signed-call";

const emulator = await emulatorOfFile({ limits: false });

const start = (change = {}) => call(emulator, "StartSegment", { body: startBody(change) });
const update = (change = {}) => call(emulator, "UpdateSegment", { body: { ...KEY, ...change } });
const stop = (key = KEY) => call(emulator, "StopSegment", { body: key });
const requestIds = async () => (await emulator.admin.calls()).map((logged) => logged.requestId);

it("every run is listed with the calls that started and stopped it, also once the task runs anew", async () => {
  const custom = { Bucket: "b", AccessKey: "third-ak", SecretKey: "third-sk" };
  await start({ Identifier: "one", StorageConfig: { Type: 2, CustomConfig: custom } });
  await start({ TaskId: "another", MaxIdleTime: 60 });
  await stop();
  await start({ Identifier: "two" });
  await emulator.admin.advance(60);
  const [first, another, , anew] = await requestIds();
  const [, , stopped] = await requestIds();
  const runs = await emulator.admin.runs();
  expect(runs).toMatchObject([
    { ...KEY, run: 1, Identifier: "one", Status: 3, StopReason: "StopByAPI", startedBy: first, stoppedBy: stopped },
    { ...KEY, run: 2, TaskId: "another", Status: 3, StopReason: "IdleTimeOut", startedBy: another },
    { ...KEY, run: 3, Identifier: "two", Status: 2, StopReason: "", EndTime: 0, startedBy: anew },
  ]);
  expect(runs.map((run) => "stoppedBy" in run)).toEqual([true, false, false]);
  expect(JSON.stringify(runs)).not.toContain("third-");
  expect((await emulator.admin.tasks()).map((task) => task.run)).toEqual([3, 2]);
});

it("a logged call names the run that it started, changed or stopped", async () => {
  await start();
  await start();
  await update({ Duration: 5 });
  await update({ Duration: 0 });
  await call(emulator, "GetSegmentTask", { query: KEY });
  await stop();
  await stop();
  await start();
  const calls = await emulator.admin.calls();
  expect(calls.map(({ applied, run }) => [applied, run])).toEqual([
    [true, 1],
    [false, undefined],
    [true, 1],
    [false, undefined],
    [false, undefined],
    [true, 1],
    [false, undefined],
    [true, 2],
  ]);
});

it("a run that is being stopped names the first StopSegment, and runs", async () => {
  await emulator.admin.changeSettings({ slowStops: 5 });
  await start();
  await stop();
  await stop();
  const [, first] = await requestIds();
  expect(await emulator.admin.runs()).toMatchObject([{ Status: 2, stoppedBy: first }]);
  const [, , second] = await emulator.admin.calls();
  expect(second).toMatchObject({ result: "ok", applied: false, run: 1 });
});

it("a dropped task takes its runs along, and a reset counts from 1 again", async () => {
  await start();
  await start({ TaskId: "another" });
  await emulator.admin.forgetTask({ appId: KEY.AppId, roomId: KEY.RoomId, taskId: KEY.TaskId });
  expect((await emulator.admin.runs()).map(({ run, TaskId }) => [run, TaskId])).toEqual([[2, "another"]]);
  await emulator.admin.reset();
  expect(await emulator.admin.runs()).toEqual([]);
  await start();
  expect((await emulator.admin.runs()).map(({ run }) => run)).toEqual([1]);
});

it("of the ended runs the newest are kept, of the running ones all", () => {
  const history = new RunHistory();
  const request = readStart(Buffer.from(JSON.stringify(startBody({ Identifier: "i" }))));
  const started = MAX_ENDED_RUNS * 1.5;
  for (let number = 1; number <= started; number++) {
    history.add(newRun(request, { number, requestId: "", at: 0, fails: number !== 1 }));
  }
  const kept = history.list().map((run) => run.number);
  expect(kept).toHaveLength(MAX_ENDED_RUNS + 1);
  expect(kept.slice(0, 2)).toEqual([1, started - MAX_ENDED_RUNS + 1]);
  expect(kept.at(-1)).toBe(started);
});
