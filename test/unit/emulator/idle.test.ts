import { beforeEach, describe, expect, it } from "vitest";
import { emulatorOfFile } from "#test/support/emulator-test";
import { call, KEY, startBody, summary } from "./signed-call";

let startedAt: number;
const emulator = await emulatorOfFile({ limits: false });
beforeEach(async () => {
  startedAt = (await emulator.admin.setClock({ frozen: true })).now;
});

const stream = (userId: string, streamType = 0) => ({ appId: KEY.AppId, roomId: KEY.RoomId, userId, streamType });
const start = (change = {}) => call(emulator, "StartSegment", { body: startBody({ MaxIdleTime: 60, ...change }) });
const only = (userId: string, StreamType: number) => ({
  TargetStreams: { StreamList: [{ UserId: userId, StreamType }] },
});
const task = async () => (await emulator.admin.tasks())[0];
const timedOutAfter = (seconds: number) => ({
  Status: 3,
  StopReason: "IdleTimeOut",
  EndTime: startedAt + seconds * 1000,
});

describe("a task", () => {
  it("ends after MaxIdleTime when nobody ever publishes", async () => {
    await start();
    await emulator.admin.advance(59);
    expect(await task()).toMatchObject({ Status: 2 });
    await emulator.admin.advance(1000);
    expect(await task()).toMatchObject(timedOutAfter(60));
    expect(summary(await call(emulator, "StopSegment", { body: KEY }))).toBe(
      "400 InvalidParameter.ErrorActiveTaskNotFound",
    );
  });

  it("runs on while somebody publishes, and counts from the last unpublish", async () => {
    await emulator.admin.publish(stream("a"));
    await start();
    await emulator.admin.publish(stream("b"));
    await emulator.admin.advance(500);
    await emulator.admin.unpublish(stream("a"));
    await emulator.admin.advance(100);
    await emulator.admin.unpublish(stream("b"));
    await emulator.admin.advance(59);
    expect(await task()).toMatchObject({ Status: 2, idleSince: startedAt + 600_000 });
    await emulator.admin.advance(1);
    expect(await task()).toMatchObject(timedOutAfter(660));
  });

  it("starts busy when somebody published before it", async () => {
    await emulator.admin.publish(stream("a"));
    await start();
    await emulator.admin.advance(600);
    expect(await task()).toMatchObject({ Status: 2 });
    expect(await task()).not.toHaveProperty("idleSince");
  });

  it("counts anew after every pause in publishing", async () => {
    await start();
    await emulator.admin.advance(50);
    await emulator.admin.publish(stream("a"));
    await emulator.admin.unpublish(stream("a"));
    await emulator.admin.advance(50);
    expect(await task()).toMatchObject({ Status: 2 });
    await emulator.admin.advance(10);
    expect(await task()).toMatchObject(timedOutAfter(110));
  });

  it("does not come back to life when somebody publishes too late", async () => {
    await start();
    await emulator.admin.advance(61);
    await emulator.admin.publish(stream("a"));
    expect(await task()).toMatchObject(timedOutAfter(60));
  });

  it("does not count unpublishing a stream that never was there", async () => {
    await start();
    await emulator.admin.advance(30);
    await emulator.admin.unpublish(stream("a"));
    await emulator.admin.advance(30);
    expect(await task()).toMatchObject(timedOutAfter(60));
  });

  it("hears only the streams it subscribed to", async () => {
    await start(only("a", 1));
    await emulator.admin.publish(stream("a", 0));
    await emulator.admin.publish(stream("b", 1));
    await emulator.admin.publish({ ...stream("a", 1), roomId: "another" });
    await emulator.admin.advance(60);
    expect(await task()).toMatchObject(timedOutAfter(60));
  });

  it("lives on the stream it subscribed to", async () => {
    await start(only("a", 1));
    await emulator.admin.publish(stream("a", 1));
    await emulator.admin.advance(600);
    expect(await task()).toMatchObject({ Status: 2 });
    await emulator.admin.unpublish(stream("a", 1));
    await emulator.admin.advance(60);
    expect(await task()).toMatchObject(timedOutAfter(660));
  });

  it("can be started again after the timeout and then counts from the new start", async () => {
    await start();
    await emulator.admin.advance(100);
    expect(summary(await start())).toBe("200 ok");
    await emulator.admin.advance(59);
    expect(await task()).toMatchObject({ Status: 2 });
  });
});

describe("the virtual clock", () => {
  it("runs with real time when it is not frozen", async () => {
    await emulator.admin.setClock({ frozen: false });
    await emulator.admin.advance(3600);
    const { now, offsetSeconds, frozen } = await emulator.admin.clock();
    expect(now - Date.now()).toBeGreaterThan(3_590_000);
    expect(offsetSeconds).toBeGreaterThan(3590);
    expect(frozen).toBe(false);
  });

  it("cannot be turned back", async () => {
    await expect(emulator.admin.advance(-1)).rejects.toThrow(/400.*advanceSeconds/);
  });
});
