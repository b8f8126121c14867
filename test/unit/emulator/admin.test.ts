import { describe, expect, it } from "vitest";
import { EmulatorAdmin, startEmulator } from "#emulator/index";
import { emulatorOfFile } from "#test/support/emulator-test";
import { call, KEY, send, startBody, summary } from "./signed-call";

const emulator = await emulatorOfFile({ limits: { StartSegment: 7 }, latencyMs: 1 });

const start = (change = {}) => call(emulator, "StartSegment", { body: startBody(change) });

describe("the call log", () => {
  it("holds each call in order, with keys masked", async () => {
    const custom = { Bucket: "b", AccessKey: "third-ak", SecretKey: "third-sk" };
    const reply = await start({ StorageConfig: { Type: 2, CustomConfig: custom } });
    await call(emulator, "GetSegmentTask", { query: KEY });
    await call(emulator, "UpdateSegment", { body: { ...KEY, Duration: 0 } });
    await call(emulator, "StopSegment", { body: KEY, secretKey: "wrong" });
    const calls = await emulator.admin.calls();
    expect(calls).toMatchObject([
      { action: "StartSegment", ...KEY, httpStatus: 200, result: "ok", applied: true },
      { action: "GetSegmentTask", ...KEY, httpStatus: 200, result: "SegmentTask", applied: false, query: KEY },
      { action: "UpdateSegment", ...KEY, httpStatus: 400, error: "InvalidParameter", applied: false },
      { action: "StopSegment", ...KEY, httpStatus: 401, error: "SignatureDoesNotMatch", applied: false, body: KEY },
    ]);
    expect(calls[0]?.body).toMatchObject({ StorageConfig: { CustomConfig: { Bucket: "b", SecretKey: "****" } } });
    expect(calls.map((logged) => logged.seq)).toEqual([...calls].map((_, index) => (calls[0]?.seq ?? 0) + index));
    expect(reply.text).toContain(calls[0]?.requestId);
    expect(Math.abs(Date.parse(calls[0]?.at ?? "") - Date.now())).toBeLessThan(10_000);
    expect(JSON.stringify(calls)).not.toMatch(/third-|wrong/);
    expect(JSON.stringify(calls)).not.toContain(emulator.secretKey);
  });

  it("keeps nothing of a body that is not JSON, as a key could hide in it", async () => {
    await call(emulator, "StartSegment", { rawBody: '{"SecretKey":"third-sk"' });
    const calls = await emulator.admin.calls();
    expect(calls).toMatchObject([{ action: "StartSegment", error: "InvalidParameter.Unmarshal" }]);
    expect(calls[0]).not.toHaveProperty("body");
  });

  it("can be emptied", async () => {
    await start();
    await emulator.admin.clearCalls();
    expect(await emulator.admin.calls()).toEqual([]);
    expect(await emulator.admin.tasks()).toHaveLength(1);
  });
});

describe("waiting for calls", () => {
  it("ends at once when they have come already", async () => {
    await start();
    await emulator.admin.waitForCalls({ action: "StartSegment", count: 1 });
  });

  it("ends with the last missing call, counting only what was asked for", async () => {
    const ends: string[] = [];
    const waiting = emulator.admin.waitForCalls({ action: "StartSegment", count: 2 }).then(() => ends.push("wait"));
    await start();
    await call(emulator, "StopSegment", { body: KEY });
    ends.push("stop");
    await start();
    await waiting;
    expect(ends).toEqual(["stop", "wait"]);
  });

  it("can ask for calls hit by one fault", async () => {
    await emulator.admin.addFault({ calls: "every-second", kind: { type: "delay", milliseconds: 1 } });
    const second = await emulator.admin.addFault({ calls: "always", kind: { type: "empty" } });
    const waiting = emulator.admin.waitForCalls({ fault: second.id, count: 2 });
    for (let n = 0; n < 3; n++) await start();
    await waiting;
    await emulator.admin.waitForCalls({ fault: "delay" });
    expect((await emulator.admin.calls()).map((logged) => logged.fault)).toEqual(["empty", "delay", "empty"]);
  });

  it("gives up after its time and says what did not come", async () => {
    const wait = emulator.admin.waitForCalls({ action: "StopSegment", count: 3, fault: "hang", timeoutSeconds: 0.05 });
    await expect(wait).rejects.toThrow(/408: 3 calls of StopSegment hit by hang did not come within 0.05 s/);
  });
});

describe("settings", () => {
  it("start as the emulator was started, and change one by one", async () => {
    const unlimited = { CreateCallback: null, GetCallback: null, UpdateCallback: null, DeleteCallback: null };
    const limits = { StartSegment: 7, GetSegmentTask: 60, UpdateSegment: 150, StopSegment: 150, ...unlimited };
    const initial = {
      duplicateStart: "result",
      limits,
      latencyMs: 1,
      maskCredentials: false,
      staleReads: 0,
      slowStops: 0,
      eventsTo: "loopback",
    };
    expect(await emulator.admin.settings()).toEqual(initial);
    await emulator.admin.changeSettings({ limits: { StopSegment: null } });
    const changed = await emulator.admin.changeSettings({ duplicateStart: "error" });
    expect(changed).toEqual({ ...initial, duplicateStart: "error", limits: { ...limits, StopSegment: null } });
    await emulator.admin.reset();
    expect(await emulator.admin.settings()).toEqual(initial);
  });
});

it("a reset puts everything back to the start", async () => {
  await emulator.admin.publish({ appId: KEY.AppId, roomId: KEY.RoomId, userId: "u" });
  await start();
  await emulator.admin.advance(1000);
  await emulator.admin.addFault({ calls: "always", kind: { type: "refuse" } });
  await emulator.admin.reset();
  expect(await emulator.admin.tasks()).toEqual([]);
  expect(await emulator.admin.calls()).toEqual([]);
  expect(await emulator.admin.faults()).toEqual([]);
  expect((await emulator.admin.clock()).offsetSeconds).toBeCloseTo(0, 1);
  expect((await emulator.admin.stats()).actions.StartSegment.calls).toBe(0);
  await start();
  await emulator.admin.advance(180);
  expect((await emulator.admin.tasks())[0]).toMatchObject({ StopReason: "IdleTimeOut" });
});

describe("a mistaken admin call", () => {
  const post = async (path: string, body: string) => {
    const reply = await send(`${emulator.url}${path}`, "POST", {}, body);
    return `${reply.status} ${reply.text}`;
  };

  it.each([
    ["/admin/settings", '{"latency":1}', /400 .*latency/],
    ["/admin/settings", "no JSON", /400 .*not JSON/],
    ["/admin/faults", '{"calls":"always","kind":{"type":"explode"}}', /400 .*kind/],
    ["/admin/faults", '{"action":"Start","calls":"first","kind":{"type":"refuse"}}', /400 .*action/],
    ["/admin/streams/publish", '{"appId":"a","roomId":"r"}', /400 .*userId/],
    ["/admin/nowhere", "{}", /404 .*POST \/admin\/nowhere/],
  ])("POST %s %s is refused with its reason", async (path, body, expected) => {
    expect(await post(path, body)).toMatch(expected);
  });

  it("to an emulator that does not run names the command to start it", async () => {
    const gone = await startEmulator();
    await gone.close();
    await expect(new EmulatorAdmin(`${gone.url}/`).tasks()).rejects.toThrow(
      /cannot be reached.*volcengine-rtc emulator/,
    );
  });
});

describe("who may call the admin routes", () => {
  const reset = async (headers: (port: string) => Record<string, string>) => {
    const reply = await send(`${emulator.url}/admin/reset`, "POST", headers(new URL(emulator.url).port), "{}");
    return `${reply.status} ${reply.text}`;
  };

  it.each<[who: string, headers: (port: string) => Record<string, string>, expected: RegExp]>([
    ["a page of another origin", () => ({ Origin: "http://evil.example" }), /Origin header is .*evil\.example/],
    ["a page without an origin", () => ({ Origin: "null" }), /Origin header is .*null/],
    ["a page of another port", (port) => ({ Origin: `http://localhost:${Number(port) - 1}` }), /Origin header/],
    ["a page under a rebound name", (port) => ({ Host: `evil.example:${port}` }), /Host header is 127\.0\.0\.1:\d+ or/],
    ["a request to another port", () => ({ Host: "127.0.0.1:1" }), /Host header/],
  ])("not %s, and what it asks is not done", async (_who, headers, expected) => {
    await start();
    const refused = await reset(headers);
    expect(refused).toMatch(/^403 \{"error":"/);
    expect(refused).toMatch(expected);
    expect(await emulator.admin.tasks()).toHaveLength(1);
  });

  it.each<[who: string, headers: (port: string) => Record<string, string>]>([
    ["a program", () => ({})],
    ["a program that says localhost", (port) => ({ Host: `LocalHost:${port}` })],
    ["a program that says ::1", (port) => ({ Host: `[::1]:${port}` })],
    ["a page of its own", (port) => ({ Origin: `http://localhost:${port}` })],
  ])("%s", async (_who, headers) => {
    expect(await reset(headers)).toBe("200 {}");
  });
});

it("is not a call of the API and does not show in its log", async () => {
  await emulator.admin.tasks();
  expect(await emulator.admin.calls()).toEqual([]);
});

describe("starting", () => {
  it("on a taken port fails with the way out", async () => {
    const port = Number(new URL(emulator.url).port);
    await expect(startEmulator({ port })).rejects.toThrow(`127.0.0.1:${port}: the port is taken`);
  });

  it("with half a key pair fails", async () => {
    await expect(startEmulator({ accessKey: "demo" })).rejects.toThrow(/Give both/);
  });

  it("without keys makes up new ones every time", async () => {
    const other = await startEmulator();
    expect(other.accessKey).not.toBe(emulator.accessKey);
    expect(summary(await call({ ...other, url: emulator.url }, "StopSegment", { body: KEY }))).toBe(
      "401 100009 InvalidAccessKey",
    );
    await other.close();
  });
});
