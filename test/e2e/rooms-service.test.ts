import { readFile } from "node:fs/promises";
import { describe, expect } from "vitest";
import { running } from "./support/api-calls";
import { RoomsService } from "./support/rooms-service";
import { test as stackTest } from "./support/stack-test";

const test = stackTest.extend("service", { scope: "file" }, async ({ emulator }, { onCleanup }) => {
  const service = await RoomsService.create({ ...emulator.environment, RETRY_SECONDS: "1" });
  onCleanup(() => service.dispose());
  await service.start();
  return service;
});

const ROOMS = Array.from({ length: 200 }, (_, index) => `room-${index}`);

/** The steps of one service's life, in this order. */
describe("the example of a service", () => {
  test("answers nobody without its token", async ({ service }) => {
    for (const token of [null, "", "another", "only-for-this-tes", "only-for-this-test-"]) {
      expect(await service.call("PUT", "/rooms/lobby", {}, token)).toMatchObject({ status: 401 });
    }
    expect(await service.call("GET", "/rooms")).toMatchObject({ status: 200, body: { rooms: {} } });
  });

  test("tells all problems of a room at once, and declares nothing of it", async ({ service }) => {
    const bad = { duration: 0, handle: "yes", targetStreams: [{ userId: "host", streamType: "audio" }], durration: 5 };
    expect(await service.call("PUT", "/rooms/lobby", bad)).toEqual({
      status: 400,
      body: {
        problems: ["duration", "handle", "targetStreams[0].streamType", "durration"].map((path) => ({
          path,
          message: expect.any(String),
        })),
      },
    });
    expect(await service.call("GET", "/rooms/lobby")).toMatchObject({ status: 404 });
  });

  test.for([
    ["is no JSON", "/rooms/lobby", "{"],
    ["is a list", "/rooms/lobby", []],
    ["has a mark that the engine understands", "/rooms/lobby", { identifier: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }],
    ["has a name that leads out of its folder", "/rooms/..%2F..%2Fetc", {}],
    ["has a name that is no UTF-8", "/rooms/%ff", {}],
    ["has a name that gets lost", "/rooms/__proto__", {}],
    ["has too long a name", `/rooms/${"a".repeat(129)}`, {}],
  ] as const)("refuses a room that %s", async ([_, path, settings], { service }) => {
    const { status, body } = await service.call("PUT", path, settings);
    expect({ status, body }).toEqual({ status: 400, body: { problems: [expect.anything()] } });
  });

  test("takes no more than a request may hold", async ({ service }) => {
    expect(await service.call("PUT", "/rooms/lobby", " ".repeat(65_537))).toMatchObject({ status: 413 });
  });

  test("tells which room failed and why, and tries again by itself", async ({ service, emulator }) => {
    const kind = { type: "error", status: 403, code: "AccessDenied.ServiceNotEnabled" } as const;
    await emulator.admin.addFault({ action: "StartSegment", calls: "first", kind });
    await service.call("PUT", "/rooms/stage", {});

    await service.printed(/failed:/);
    expect((await service.call("GET", "/rooms/stage")).body).toMatchObject({
      settings: {},
      state: "failed",
      message: expect.stringContaining("AccessDenied.ServiceNotEnabled"),
    });

    await service.printed(/is done; rooms: 1\./);
    expect((await service.call("GET", "/rooms/stage")).body).toMatchObject({ state: "running" });
  });

  test("makes few ups of 200 rooms put at once, also when it is killed in between", async ({ service, emulator }) => {
    const earlier = await service.ups();
    await emulator.admin.clearCalls();
    // So that the `up` is certainly cut short, when some rooms run and others don't.
    const kind = { type: "hang", when: "before" } as const;
    await emulator.admin.addFault({ action: "StartSegment", calls: "every-second", kind });
    const answers = await Promise.all(ROOMS.map((room) => service.call("PUT", `/rooms/${room}`, { duration: 30 })));
    expect(answers.filter(({ status }) => status !== 202)).toEqual([]);
    await emulator.admin.waitForCalls({ action: "GetSegmentTask" });
    const [stage, started] = await running(emulator.admin);
    if (stage === undefined || started === undefined) throw new Error("No room was started");
    const gone = started.RoomId;
    expect(await service.call("DELETE", `/rooms/${gone}`)).toMatchObject({ status: 202 });
    await service.kill();
    await emulator.admin.clearFaults();
    // While nobody looks.
    const { AppId: appId, RoomId: roomId, TaskId: taskId } = stage;
    await emulator.admin.endTask({ appId, roomId, taskId, reason: "IdleTimeOut" });

    await service.start();
    do await service.printed(/is done/);
    while ((await service.call("GET", `/rooms/${gone}`)).status !== 404);

    const rooms = [...ROOMS.filter((room) => room !== gone), stage.RoomId].sort();
    const runs = (await emulator.admin.runs()).filter(({ Status }) => Status === 2);
    expect(runs.map(({ RoomId }) => RoomId).sort()).toEqual(rooms);
    expect((await service.call("GET", "/rooms")).body).toMatchObject({
      deploying: false,
      rooms: Object.fromEntries(rooms.map((room) => [room, { state: "running" }])),
    });
    const killed = 1;
    expect((await service.ups()) + killed - earlier).toBeLessThanOrEqual(5);
  });

  test("does what its README says", async ({ service }) => {
    const readme = await readFile(new URL("../../examples/rooms-service/README.md", import.meta.url), "utf8");
    const calls = [...readme.matchAll(/```sh\n(curl[^`]*)```/g)].map(([, script]) => script);
    const answers = await service.shell(calls.join("\n"));
    const told = readme.match(/^\{.+\}$/gm) ?? [];
    expect(answers.trim().split("\n").slice(0, told.length)).toEqual(told);
    await service.printed(/is done; rooms: 200\./);
    expect(await service.call("GET", "/rooms/lobby")).toMatchObject({ status: 404 });
  });

  test("waits for a lock that is not its own to break", async ({ service, emulator }) => {
    const unlock = await service.lockFromElsewhere();
    expect(await service.call("DELETE", "/rooms/stage")).toMatchObject({ status: 202 });
    await service.printed(/^Waiting for the lock of the stack, created by someone@elsewhere/);
    expect(await running(emulator.admin, "stage")).toHaveLength(1);

    await unlock();

    await service.printed(/is done; rooms: 199\./);
    expect(await running(emulator.admin, "stage")).toEqual([]);
  });

  test("gathers the calls of a second, and lets their up end when it is told to end", async ({ service, emulator }) => {
    await emulator.admin.clearCalls();
    const rooms = (await running(emulator.admin)).slice(0, 3).map(({ RoomId }) => RoomId);
    const answers = await Promise.all(rooms.map((room) => service.call("DELETE", `/rooms/${room}`)));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    await emulator.admin.waitForCalls({ action: "StopSegment" });

    expect(await service.end()).toBe(0);

    await service.printed(/is done; rooms: 196\./);
    expect((await running(emulator.admin)).filter(({ RoomId }) => rooms.includes(RoomId))).toEqual([]);
  });
});
