import { beforeEach, describe, expect, it } from "vitest";
import type { SegmentTask } from "#emulator/segment/wire";
import { emulatorOfFile } from "#test/support/emulator-test";
import { call, envelope, KEY, startBody, summary } from "./signed-call";

const NOT_FOUND = "400 InvalidParameter.ErrorActiveTaskNotFound";
const REF = { appId: KEY.AppId, roomId: KEY.RoomId, taskId: KEY.TaskId };

const emulator = await emulatorOfFile({ limits: false });
beforeEach(async () => {
  await emulator.admin.setClock({ frozen: true });
});

const start = async (change = {}) => summary(await call(emulator, "StartSegment", { body: startBody(change) }));
const update = async (change = {}) => summary(await call(emulator, "UpdateSegment", { body: { ...KEY, ...change } }));
const stop = async (key = KEY) => summary(await call(emulator, "StopSegment", { body: key }));
const get = (key = KEY) => call(emulator, "GetSegmentTask", { query: key });
const read = async (key = KEY): Promise<SegmentTask> => {
  const reply = await get(key);
  expect(summary(reply)).toBe("200 object");
  return (envelope(reply).Result as { SegmentTask: SegmentTask }).SegmentTask;
};

describe("a started task", () => {
  it("comes back in the documented envelope with all defaults filled in", async () => {
    const { now } = await emulator.admin.clock();
    await start();
    const reply = await get();
    expect(reply.contentType).toBe("application/json");
    expect(envelope(reply)).toEqual({
      Result: {
        SegmentTask: {
          StartTime: now,
          EndTime: 0,
          Status: 2,
          StopReason: "",
          MaxIdleTime: 180,
          TargetStreams: { StreamList: [] },
          Identifier: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
          Handle: true,
          Duration: 20,
          StorageConfig: { Type: 0, TosConfig: { AccountId: "200000000", Bucket: "slices", Region: 0 } },
          Control: { Align: false, Mixed: false, IgnoreSilence: false, RedundantDuration: 0 },
        },
      },
      ResponseMetadata: {
        RequestId: expect.stringMatching(/^\d{14}[0-9A-F]{20}$/),
        Action: "GetSegmentTask",
        Version: "2023-11-01",
        Service: "rtc",
        Region: "cn-north-1",
      },
    });
  });

  it("comes back with everything that was given, storage keys included", async () => {
    const custom = { Vendor: 1, Region: 3, Bucket: "b", AccessKey: "third-ak", SecretKey: "third-sk" };
    const given = {
      MaxIdleTime: 60,
      TargetStreams: { StreamList: [{ Index: 4, UserId: "u", StreamType: 1 }] },
      Identifier: "mine",
      Handle: false,
      Duration: 5,
      StorageConfig: { Type: 2, CustomConfig: custom },
      Control: { Align: true, Mixed: true, IgnoreSilence: true, RedundantDuration: 300 },
    };
    await start(given);
    expect(await read()).toMatchObject(given);
    await emulator.admin.changeSettings({ maskCredentials: true });
    const masked = await read();
    expect(masked.StorageConfig?.CustomConfig).toEqual({ ...custom, AccessKey: "****", SecretKey: "****" });
  });

  it("ignores a Control inside StorageConfig, as on the page's own example", async () => {
    const storage = { ...startBody().StorageConfig, Control: { Align: true } };
    await start({ StorageConfig: storage });
    const task = await read();
    expect(task.Control?.Align).toBe(false);
    expect(task.StorageConfig).not.toHaveProperty("Control");
  });

  it("is another one in another room or app", async () => {
    await start();
    expect(summary(await get({ ...KEY, RoomId: "room2" }))).toBe(NOT_FOUND);
    expect(await start({ RoomId: "room2" })).toBe("200 ok");
    expect(await start({ AppId: "app2" })).toBe("200 ok");
    expect(await stop({ ...KEY, RoomId: "room2" })).toBe("200 ok");
    expect((await read()).Status).toBe(2);
  });
});

describe("a second start", () => {
  it("succeeds with a hint and applies nothing while the task runs", async () => {
    await start({ Duration: 30 });
    expect(await start({ Duration: 40 })).toBe(
      "200 The task has been started. Please do not call the startup task interface repeatedly",
    );
    expect((await read()).Duration).toBe(30);
    expect((await emulator.admin.calls()).map((logged) => logged.applied)).toEqual([true, false, false]);
  });

  it("fails instead when the emulator is set so", async () => {
    await emulator.admin.changeSettings({ duplicateStart: "error" });
    await start({ Duration: 30 });
    expect(await start({ Duration: 40 })).toBe("400 InvalidParameter.TaskAlreadyExists");
    expect((await read()).Duration).toBe(30);
  });

  it("starts anew once the task has ended", async () => {
    await start({ Identifier: "one" });
    await stop();
    await emulator.admin.advance(10);
    expect(await start({ Identifier: "two" })).toBe("200 ok");
    expect(await read()).toMatchObject({ Status: 2, EndTime: 0, StopReason: "", Identifier: "two" });
    expect(await emulator.admin.tasks()).toHaveLength(1);
  });
});

describe("UpdateSegment", () => {
  it("changes identifier, handle and duration", async () => {
    await start();
    expect(await update({ Identifier: "next", Handle: false, Duration: 7 })).toBe("200 ok");
    expect(await read()).toMatchObject({ Identifier: "next", Handle: false, Duration: 7 });
  });

  it("puts the documented defaults in place of an omitted handle and duration, but keeps the identifier", async () => {
    await start({ Identifier: "mine", Handle: false, Duration: 45 });
    expect(await update()).toBe("200 ok");
    expect(await read()).toMatchObject({ Identifier: "mine", Handle: true, Duration: 20 });
  });

  it("finds no task that is unknown or ended", async () => {
    expect(await update()).toBe(NOT_FOUND);
    await start();
    await stop();
    expect(await update()).toBe(NOT_FOUND);
  });
});

describe("StopSegment", () => {
  it("ends the task, which stays readable", async () => {
    await start();
    const { now } = await emulator.admin.advance(5);
    expect(await stop()).toBe("200 ok");
    expect(await read()).toMatchObject({ Status: 3, StopReason: "StopByAPI", EndTime: now });
    expect(await stop()).toBe(NOT_FOUND);
  });

  it("finds no unknown task", async () => {
    expect(await stop()).toBe(NOT_FOUND);
  });
});

describe("72 hours after the start", () => {
  it("a task can no longer be read, even when it still runs", async () => {
    await emulator.admin.publish({ appId: KEY.AppId, roomId: KEY.RoomId, userId: "u" });
    await start();
    await emulator.admin.advance(72 * 3600);
    expect(summary(await get())).toBe("200 object");
    await emulator.admin.advance(1);
    expect(summary(await get())).toBe(NOT_FOUND);
    expect(await update({ Handle: true })).toBe("200 ok");
    expect(await stop()).toBe("200 ok");
  });
});

describe("from the admin side", () => {
  it("a task can be ended for any documented reason", async () => {
    await start();
    await emulator.admin.endTask({ ...REF, reason: "UserDisconnect" });
    expect(await read()).toMatchObject({ Status: 3, StopReason: "UserDisconnect" });
    await expect(emulator.admin.endTask({ ...REF, reason: "UserDisconnect" })).rejects.toThrow(/404.*does not exist/);
  });

  it("a task can be dropped", async () => {
    await start();
    await emulator.admin.forgetTask(REF);
    expect(summary(await get())).toBe(NOT_FOUND);
    expect(await emulator.admin.tasks()).toEqual([]);
  });

  it("all tasks are listed with masked keys", async () => {
    const custom = { Bucket: "b", AccessKey: "third-ak", SecretKey: "third-sk" };
    await start({ StorageConfig: { Type: 2, CustomConfig: custom } });
    await start({ TaskId: "task2" });
    await stop({ ...KEY, TaskId: "task2" });
    const tasks = await emulator.admin.tasks();
    expect(tasks.map((task) => [task.TaskId, task.Status])).toEqual([
      ["task1", 2],
      ["task2", 3],
    ]);
    expect(JSON.stringify(tasks)).not.toContain("third-");
  });

  it("5000 tasks are no burden", async () => {
    for (let batch = 0; batch < 50; batch++) {
      const ids = Array.from({ length: 100 }, (_, index) => `many-${batch}-${index}`);
      await Promise.all(ids.map((TaskId) => start({ TaskId })));
    }
    expect(await emulator.admin.tasks()).toHaveLength(5000);
    expect((await emulator.admin.stats()).runningTasks).toBe(5000);
    await emulator.admin.advance(180);
    expect((await emulator.admin.stats()).runningTasks).toBe(0);
  }, 60_000);
});
