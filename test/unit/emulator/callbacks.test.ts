import { beforeEach, describe, expect } from "vitest";
import { verifyCallback } from "#callback/verify";
import { it as base } from "#test/support/emulator-test";
import { RecordingServer } from "#test/support/recording-server";
import { call, KEY, startBody, summary } from "./signed-call";

const EVENT = "SegmentRealTimeData";
const SECRET = "the key of the callback";
const VERSION = { Version: "2020-12-01" };

const it = base
  .extend("receiver", async ({ task: _ }, { onCleanup }) => {
    const server = await RecordingServer.start();
    onCleanup(() => server.close());
    return server;
  })
  .extend("create", ({ emulator, receiver }) => (change: object = {}) => {
    const body = { AppID: KEY.AppId, BusinessId: "", EventList: [EVENT], SecretKey: SECRET, URL: receiver.url };
    return call(emulator, "CreateCallback", { query: VERSION, body: { ...body, ...change } });
  })
  .extend("start", ({ emulator }) => async (change: object = {}) => {
    expect(summary(await call(emulator, "StartSegment", { body: startBody(change) }))).toBe("200 ok");
  })
  .extend(
    "events",
    ({ receiver }) =>
      () =>
        receiver.requests.map(({ body }) => verifyCallback(body, SECRET)),
  );

const stream = (userId: string) => ({ appId: KEY.AppId, roomId: KEY.RoomId, userId });
const data = (event: { data: unknown }) => event.data as Record<string, unknown>;

describe("the callback actions", () => {
  it("keep one callback for each app and business, in each action's own spelling", async ({ emulator, create }) => {
    expect(summary(await create())).toBe("200 ok");
    expect(summary(await create())).toBe("400 InvalidParameter");
    expect(summary(await create({ BusinessId: "live" }))).toBe("200 ok");
    const settings = { AppID: KEY.AppId, EventList: ["RoomDestroy"], SecretKey: "new", URL: "https://a.example.com" };
    const update = (spelling: object) =>
      call(emulator, "UpdateCallback", { query: VERSION, body: { ...settings, ...spelling } });
    expect(summary(await update({ BusinessId: "live" }))).toBe("400 InvalidParameter");
    expect(summary(await update({ BusinessID: "live" }))).toBe("200 ok");

    const query = { ...VERSION, AppId: KEY.AppId };
    const { Result } = JSON.parse((await call(emulator, "GetCallback", { method: "GET", query })).text) as {
      Result: { EventList: string; Callbacks: object[] };
    };
    expect(Result).toMatchObject({
      EventList: EVENT,
      Callbacks: [
        { BusinessId: "", EventList: [EVENT], SecretKey: SECRET },
        { BusinessId: "live", EventList: ["RoomDestroy"], SecretKey: "new", URL: "https://a.example.com" },
      ],
    });
    expect(await emulator.admin.callbacks()).toMatchObject([{ SecretKey: "****" }, { SecretKey: "****" }]);
    expect(JSON.stringify(await emulator.admin.calls())).not.toContain(SECRET);

    const remove = () => call(emulator, "DeleteCallback", { query: { ...query, BusinessId: "live" } });
    expect(summary(await remove())).toBe("200 ok");
    expect(summary(await remove())).toBe("400 InvalidParameter");
    expect(await emulator.admin.callbacks()).toMatchObject([{ BusinessId: "" }]);
  });

  it.for([
    ["AppID", { AppID: "" }],
    ["BusinessId", { BusinessId: null }],
    ["EventList", { EventList: [] }],
    ["SecretKey", { SecretKey: undefined }],
    ["URL", { URL: "ftp://a.example.com" }],
  ] as const)("refuse a callback without a proper %s", async ([name, change], { emulator, create }) => {
    const reply = await create(change);
    expect([summary(reply), reply.text]).toEqual(["400 InvalidParameter", expect.stringContaining(name)]);
    expect(await emulator.admin.callbacks()).toEqual([]);
  });
});

describe("the receiver of a callback", () => {
  beforeEach<{ emulator: { admin: { setClock(change: object): Promise<unknown> } } }>(async ({ emulator }) => {
    await emulator.admin.setClock({ frozen: true });
  });

  it("is told of each slice of a published stream, signed, and marked as made up", async ({
    emulator,
    create,
    start,
    events,
    receiver,
  }) => {
    await create();
    await start({ Duration: 10 });
    await emulator.admin.advance(25);
    expect(await emulator.admin.deliveries()).toEqual([]);
    const { now } = await emulator.admin.clock();
    await emulator.admin.publish(stream("alice"));
    await emulator.admin.advance(19);
    await emulator.admin.advance(1);

    const delivered = { ...KEY, eventType: EVENT, url: receiver.url, attempts: 1, outcome: "delivered" };
    expect(await emulator.admin.deliveries()).toMatchObject([delivered, delivered]);
    expect(events().map(({ kind, appId, time }) => [kind, appId, time.getTime() - now])).toEqual([
      ["segment", KEY.AppId, 10_000],
      ["segment", KEY.AppId, 20_000],
    ]);
    expect(events().map(data)).toMatchObject([
      { MadeUp: expect.any(String), ...KEY, UserId: "alice", StartTime: now, EndTime: now + 10_000 },
      { MadeUp: expect.any(String), ...KEY, UserId: "alice", StartTime: now + 10_000, EndTime: now + 20_000 },
    ]);
    expect(new Set(events().map(({ eventId }) => eventId)).size).toBe(2);
  });

  it("is told of streams side by side, until they are no longer published or the task ends", async ({
    emulator,
    create,
    start,
    events,
  }) => {
    await create();
    await start({ Duration: 10, TargetStreams: { StreamList: [{ UserId: "alice" }, { UserId: "bob" }] } });
    for (const user of ["alice", "bob", "carol"]) await emulator.admin.publish(stream(user));
    await emulator.admin.advance(10);
    await emulator.admin.unpublish(stream("bob"));
    await emulator.admin.advance(15);
    await call(emulator, "StopSegment", { body: KEY });
    await emulator.admin.advance(100);

    await emulator.admin.deliveries();
    expect(events().map((event) => data(event).UserId)).toEqual(["alice", "bob", "alice"]);
  });

  it("is told of nothing while a task is warm, and of slices of another length from a change on", async ({
    emulator,
    create,
    start,
    events,
  }) => {
    await create();
    await emulator.admin.publish(stream("alice"));
    await start({ Duration: 10, Handle: false });
    await emulator.admin.advance(35);
    const { now } = await emulator.admin.clock();
    await call(emulator, "UpdateSegment", { body: { ...KEY, Handle: true, Duration: 4 } });
    await emulator.admin.advance(9);

    await emulator.admin.deliveries();
    expect(events().map(({ time }) => time.getTime() - now)).toEqual([4_000, 8_000]);
  });

  it("of a business id is told of its tasks, and that of the app of all others", async ({
    emulator,
    create,
    start,
    receiver,
  }) => {
    await create({ URL: `${receiver.url}/app` });
    await create({ URL: `${receiver.url}/live`, BusinessId: "live" });
    await start({ TaskId: "one", Duration: 10 });
    await start({ TaskId: "two", Duration: 10, BusinessId: "live" });
    await start({ TaskId: "three", Duration: 10, BusinessId: "other" });
    await emulator.admin.publish(stream("alice"));
    await emulator.admin.advance(10);

    const told = (await emulator.admin.deliveries()).map(({ url, TaskId }) => `${new URL(url).pathname} ${TaskId}`);
    expect(told.sort()).toEqual(["/app one", "/app three", "/live two"]);
  });

  it("that wants other events, or belongs to another app, is told nothing", async ({ emulator, create, start }) => {
    await create({ EventList: ["RoomDestroy"] });
    await create({ AppID: "another" });
    await start({ Duration: 10 });
    await emulator.admin.publish(stream("alice"));
    await emulator.admin.advance(10);
    expect(await emulator.admin.deliveries()).toEqual([]);
  });

  it("that fails is told three times, and the clock doesn't wait for it", async ({
    emulator,
    create,
    start,
    receiver,
  }) => {
    receiver.answer(
      { status: 500, body: "" },
      "reset",
      { status: 204, body: "" },
      { status: 503, body: "" },
      { body: "" },
    );
    await create();
    await start({ Duration: 10 });
    await emulator.admin.publish(stream("alice"));
    await emulator.admin.advance(20);
    expect(await emulator.admin.deliveries()).toMatchObject([
      { outcome: "givenUp", attempts: 3, detail: "HTTP 204" },
      { outcome: "delivered", attempts: 2 },
    ]);
  });

  it("that never answers keeps nobody waiting but who asks for its deliveries", async ({
    emulator,
    create,
    start,
    receiver,
  }) => {
    receiver.answer("hang");
    await create();
    await start({ Duration: 10 });
    await emulator.admin.publish(stream("alice"));
    await emulator.admin.advance(20);
    await expect(emulator.admin.deliveries(0.1)).rejects.toThrow(
      /408: 2 events were neither delivered nor given up within 0.1 s/,
    );
    await emulator.admin.reset();
    expect(await emulator.admin.deliveries()).toEqual([]);
  });

  it("elsewhere is told nothing, unless events may go anywhere", async ({ emulator, create, start, receiver }) => {
    // Leads to this machine, but doesn't say so.
    await create({ URL: receiver.url.replace("127.0.0.1", "0.0.0.0") });
    await start({ Duration: 10 });
    await emulator.admin.publish(stream("alice"));
    await emulator.admin.advance(10);
    expect(await emulator.admin.deliveries()).toMatchObject([{ outcome: "notSent", attempts: 0 }]);
    await emulator.admin.changeSettings({ eventsTo: "anywhere" });
    await emulator.admin.advance(10);
    expect(await emulator.admin.deliveries()).toMatchObject([{ outcome: "notSent" }, { outcome: "delivered" }]);
  });

  it("is told of the newest thousand of each stream, however far the clock jumps", async ({
    emulator,
    create,
    start,
    events,
  }) => {
    await create();
    await start({ Duration: 1 });
    await emulator.admin.publish(stream("alice"));
    const { now } = await emulator.admin.advance(80_000);
    await emulator.admin.deliveries();
    expect(events()).toHaveLength(1_000);
    expect(events().map(({ time }) => time.getTime())).toEqual(
      Array.from({ length: 1_000 }, (_, at) => now - (999 - at) * 1_000),
    );
  });
});
