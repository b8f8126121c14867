import { describe, expect, it } from "vitest";
import { type FaultKind, startEmulator } from "#emulator/index";
import { emulatorOfFile } from "#test/support/emulator-test";
import { call, envelope, KEY, startBody, summary } from "./signed-call";

const emulator = await emulatorOfFile({ limits: false });

const start = (change = {}) => call(emulator, "StartSegment", { body: startBody(change) });
const firstStart = (kind: FaultKind) => emulator.admin.addFault({ action: "StartSegment", calls: "first", kind });
const taskCount = async () => (await emulator.admin.tasks()).length;

describe("the connection ends without an answer", () => {
  it.each<[kind: FaultKind, tasks: number]>([
    [{ type: "refuse" }, 0],
    [{ type: "reset", when: "before" }, 0],
    [{ type: "reset", when: "after" }, 1],
  ])("for %j, leaving %i tasks", async (kind, tasks) => {
    const fault = await firstStart(kind);
    await expect(start()).rejects.toThrow(/ECONNRESET|socket hang up/);
    expect(await taskCount()).toBe(tasks);
    const [logged] = await emulator.admin.calls();
    expect(logged).toMatchObject({ action: "StartSegment", applied: tasks === 1, fault: kind.type, faultId: fault.id });
    expect(logged).not.toHaveProperty("httpStatus");
    expect(summary(await start({ TaskId: "task2" }))).toBe("200 ok");
  });
});

describe("a hanging call", () => {
  it.each<[when: "before" | "after", tasks: number]>([
    ["before", 0],
    ["after", 1],
  ])("%s it took effect never gets an answer and leaves %i tasks", async (when, tasks) => {
    await firstStart({ type: "hang", when });
    const answer = start().then(summary, (error: Error) => error.message);
    await emulator.admin.waitForCalls({ action: "StartSegment", fault: "hang" });
    expect(await taskCount()).toBe(tasks);
    const other = await call(emulator, "GetSegmentTask", { query: KEY });
    expect(await Promise.race([answer, summary(other)])).toBe(summary(other));
    await emulator.admin.reset();
    expect(await answer).toMatch(/ECONNRESET|socket hang up/);
  });

  it("is released when the emulator closes", async () => {
    const second = await startEmulator();
    await second.admin.addFault({ calls: "always", kind: { type: "hang", when: "before" } });
    const answer = call(second, "StopSegment", { body: KEY }).then(summary, (error: Error) => error.message);
    await second.admin.waitForCalls({ action: "StopSegment" });
    await second.close();
    expect(await answer).toMatch(/ECONNRESET|socket hang up/);
  });
});

describe("a spoilt answer", () => {
  it("comes late, while the call took effect at once", async () => {
    await firstStart({ type: "delay", milliseconds: 200 });
    const begin = performance.now();
    const answer = start();
    await emulator.admin.waitForCalls({ action: "StartSegment" });
    expect(await taskCount()).toBe(1);
    expect(summary(await answer)).toBe("200 ok");
    expect(performance.now() - begin).toBeGreaterThan(195);
  });

  it("is a bare status page before the call takes effect", async () => {
    await firstStart({ type: "status", status: 502 });
    const reply = await start();
    expect(reply).toMatchObject({ status: 502, contentType: "text/html" });
    expect(reply.text).toContain("<html>");
    expect(await taskCount()).toBe(0);
  });

  it("is a status of one's own making after the call took effect", async () => {
    await firstStart({ type: "status", status: 500, when: "after", body: "{}", contentType: "application/json" });
    expect(await start()).toEqual({ status: 500, contentType: "application/json", text: "{}" });
    expect(await taskCount()).toBe(1);
  });

  it.each<[kind: FaultKind & { type: "error" }, expected: string]>([
    [{ type: "error", status: 429, code: "FlowLimitExceeded", codeN: 100018 }, "429 100018 FlowLimitExceeded"],
    [{ type: "error", status: 429, code: "FlowLimitExceeded.QPSOverLimit" }, "429 FlowLimitExceeded.QPSOverLimit"],
    [{ type: "error", status: 400, code: "InvalidTimestamp", codeN: 100006 }, "400 100006 InvalidTimestamp"],
    [{ type: "error", status: 200, code: "AccountFlowLimitExceeded", codeN: 1 }, "200 1 AccountFlowLimitExceeded"],
  ])("is the envelope of %j", async (kind, expected) => {
    await firstStart({ ...kind, message: "as wished" });
    const reply = await start();
    expect(summary(reply)).toBe(expected);
    expect(envelope(reply).ResponseMetadata?.Error?.Message).toBe("as wished");
    expect(envelope(reply)).not.toHaveProperty("Result");
    expect(await taskCount()).toBe(0);
  });

  it.each<[kind: FaultKind, tasks: number]>([
    [{ type: "truncate" }, 1],
    [{ type: "truncate", when: "before" }, 0],
  ])("is half an answer for %j, leaving %i tasks", async (kind, tasks) => {
    await firstStart(kind);
    const reply = await start();
    expect(reply.status).toBe(200);
    expect(reply.text.length).toBeGreaterThan(0);
    expect(() => JSON.parse(reply.text)).toThrow(SyntaxError);
    expect(await taskCount()).toBe(tasks);
  });

  it("is empty after the call took effect", async () => {
    await firstStart({ type: "empty" });
    expect(await start()).toMatchObject({ status: 200, text: "" });
    expect(await taskCount()).toBe(1);
  });

  it("is right but for its content type", async () => {
    await firstStart({ type: "content-type", contentType: "text/html" });
    const reply = await start();
    expect(reply.contentType).toBe("text/html");
    expect(summary(reply)).toBe("200 ok");
  });
});

describe("a task that fails to run", () => {
  it("answers ok and then has Status 4", async () => {
    await emulator.admin.addFault({ calls: "first", kind: { type: "start-fails" } });
    await call(emulator, "StopSegment", { body: KEY });
    expect(summary(await start())).toBe("200 ok");
    const [task] = await emulator.admin.tasks();
    expect(task).toMatchObject({ Status: 4, StopReason: "StartTaskFailed", EndTime: task?.StartTime });
    expect(summary(await call(emulator, "StopSegment", { body: KEY }))).toBe(
      "400 InvalidParameter.ErrorActiveTaskNotFound",
    );
    expect(summary(await start())).toBe("200 ok");
    expect((await emulator.admin.tasks())[0]).toMatchObject({ Status: 2 });
  });
});

describe("which calls a fault hits", () => {
  const kind: FaultKind = { type: "error", status: 500, code: "InternalError", codeN: 100014 };
  const hits = async (count: number) => {
    const statuses: number[] = [];
    for (let n = 0; n < count; n++) statuses.push((await call(emulator, "StopSegment", { body: KEY })).status);
    return statuses.map((status) => (status === 500 ? "hit" : "passed")).join(" ");
  };

  it.each([
    ["first", "hit passed passed passed"],
    ["every-second", "passed hit passed hit"],
    ["always", "hit hit hit hit"],
    [{ times: 3 }, "hit hit hit passed"],
  ] as const)("%j", async (calls, expected) => {
    await emulator.admin.addFault({ action: "StopSegment", calls, kind });
    await start();
    expect(await hits(4)).toBe(expected);
    const [fault] = await emulator.admin.faults();
    expect(fault).toMatchObject({ seen: 4, fired: expected.split("hit").length - 1 });
  });

  it("all actions when none is named", async () => {
    await emulator.admin.addFault({ calls: "always", kind });
    expect(await hits(1)).toBe("hit");
    expect((await start()).status).toBe(500);
  });

  it("consecutive calls when there are several faults, the oldest first", async () => {
    await emulator.admin.addFault({ calls: "first", kind: { type: "status", status: 502 } });
    await emulator.admin.addFault({ calls: "first", kind: { type: "status", status: 503 } });
    const statuses = [(await start()).status, (await start()).status, (await start()).status];
    expect(statuses).toEqual([502, 503, 200]);
  });

  it("none after the fault is removed", async () => {
    const one = await emulator.admin.addFault({ calls: "always", kind });
    await emulator.admin.addFault({ action: "GetSegmentTask", calls: "always", kind });
    await emulator.admin.clearFaults(one.id);
    expect(await hits(1)).toBe("passed");
    await expect(emulator.admin.clearFaults(one.id)).rejects.toThrow(`404: There is no fault ${one.id}`);
    await emulator.admin.clearFaults();
    expect(await emulator.admin.faults()).toEqual([]);
  });
});
