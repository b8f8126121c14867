import { mkdtemp, rm } from "node:fs/promises";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import Sqlite from "better-sqlite3";
import { parseHTML } from "linkedom";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CALLBACK_SECRET, signedCallback } from "#test/support/signed-callback";
import { ReceiverProcess } from "./receiver-process";

let folder: string;
let store: string;
let receiver: ReceiverProcess;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "callbacks-"));
  store = join(folder, "events.db");
  receiver = await ReceiverProcess.start(store);
});
afterEach(async () => {
  await receiver.end("SIGKILL");
  await rm(folder, { recursive: true });
});

const get = (path: string) => fetch(receiver.url + path);
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

describe("a callback", () => {
  test("that is sent a thousand times at once is stored once, and each sender is told that it was taken", async () => {
    const body = signedCallback();
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => receiver.post(body)));
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    expect(await receiver.events()).toEqual([
      {
        eventId: body.EventId,
        eventType: body.EventType,
        eventTime: body.EventTime,
        appId: body.AppId,
        roomId: "lobby",
        taskId: "lobby-1",
        version: body.Version,
        eventData: body.EventData,
        receivedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      },
    ]);
    expect(await (await get("/healthz")).json()).toMatchObject({ status: "ok", stored: 1, repeated: 999 });
  });

  test("that comes again with its values in other fields is stored once: the signature is the same", async () => {
    const body = signedCallback();
    await receiver.post(body);
    const exchanged = { ...body, EventId: body.AppId, AppId: body.EventId };
    expect((await receiver.post(exchanged)).status).toBe(200);
    expect(await receiver.events()).toHaveLength(1);
  });

  test.each<[string, string | Buffer, number]>([
    ["forged", JSON.stringify(signedCallback({}, "another secret")), 401],
    ["stale", JSON.stringify(signedCallback({ EventTime: minutesAgo(24 * 60 + 1) })), 400],
    ["malformed", "{", 400],
    ["oversized", Buffer.alloc(1024 * 1024 + 1, "x"), 413],
  ])("that is %s is refused, counted, and told of once", async (reason, body, status) => {
    for (const answer of [await receiver.post(body), await receiver.post(body)]) {
      expect(answer.status).toBe(status);
      expect(await answer.text()).toContain(`refused as ${reason}`);
    }
    expect(await receiver.events()).toEqual([]);
    expect(await (await get("/healthz")).json()).toMatchObject({ refused: { [reason]: 2 }, stored: 0 });
    await receiver.end("SIGTERM");
    expect(receiver.printed.stderr.match(new RegExp(`refused as ${reason}`, "g"))).toHaveLength(1);
    expect(receiver.printed.stderr).not.toContain(CALLBACK_SECRET);
  });
});

test("a body that is far too long passes unread, so that its sender reads the answer and can go on", async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const post = (body: string | Buffer) =>
    new Promise<(number | undefined)[]>((resolve, reject) => {
      const call = request(receiver.url, { method: "POST", agent }, (response) => {
        const { localPort } = response.socket;
        response.resume().on("end", () => resolve([response.statusCode, localPort]));
      });
      call.on("error", reject).end(body);
    });
  const [status, port] = await post(Buffer.alloc(32 * 1024 * 1024, "x"));
  expect(status).toBe(413);
  expect(await post(JSON.stringify(signedCallback()))).toEqual([200, port]);
  agent.destroy();
});

test("an event that can't be stored is not acknowledged, and the receiver is unhealthy until one can be", async () => {
  const body = signedCallback();
  const database = new Sqlite(store);
  database.exec("CREATE TRIGGER full BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'the disk is full'); END");
  expect((await receiver.post(body)).status).toBe(503);
  const unhealthy = await get("/healthz");
  expect([unhealthy.status, await unhealthy.json()]).toMatchObject([503, { status: "failing", failed: 1, stored: 0 }]);
  database.exec("DROP TRIGGER full").close();
  expect((await receiver.post(body)).status).toBe(200);
  expect((await get("/healthz")).status).toBe(200);
  expect(await receiver.events()).toHaveLength(1);
  await receiver.end("SIGTERM");
  expect(receiver.printed.stderr).toContain("not acknowledged: the disk is full");
});

describe("reading", () => {
  test("shows the newest event first, by when it happened, and no more than was asked for", async () => {
    for (const [EventId, minutes] of Object.entries({ second: 2, third: 3, first: 1 })) {
      await receiver.post(signedCallback({ EventId, EventTime: minutesAgo(minutes) }));
    }
    const ids = (await receiver.events()).map(({ eventId }) => eventId);
    expect(ids).toEqual(["first", "second", "third"]);
    expect((await receiver.events(2)).map(({ eventId }) => eventId)).toEqual(["first", "second"]);
    for (const limit of ["0", "-1", "1001", "1e2", ""]) {
      expect((await get(`/events?limit=${limit}`)).status).toBe(400);
    }
  });

  test("the page shows the newest events of each task, and hostile texts as texts", async () => {
    const hostile = `<img src=x onerror=alert(1)></code></table><script>alert(2)</script>"'&amp;\u202e`;
    const EventData = JSON.stringify({ RoomId: hostile, TaskId: hostile });
    await receiver.post(signedCallback({ EventId: hostile, EventType: hostile, EventData, AppId: hostile }));
    for (let event = 1; event <= 7; event++) {
      await receiver.post(signedCallback({ EventId: `quiet-${event}`, EventTime: minutesAgo(event) }));
    }
    const answer = await get("/");
    expect(answer.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-/);
    const html = await answer.text();
    const { document } = parseHTML(html);
    expect(document.querySelectorAll("script, img, form")).toHaveLength(0);
    const tasks = [...document.querySelectorAll("section")];
    expect(tasks.map((task) => task.querySelectorAll("tr").length - 1)).toEqual([1, 5]);
    expect(tasks[0]?.textContent).toContain("<img src=x onerror=alert(1)></code></table><script>");
    expect(tasks[0]?.textContent).toContain("\\u{202e}");
    expect(html).not.toContain("\u202e");
    expect(tasks[1]?.querySelector("h2")?.textContent).toMatch(/room lobby, task lobby-1 \(7 events\)/);
    expect(tasks[1]?.textContent).toContain("quiet-1");
    expect(tasks[1]?.textContent).not.toContain("quiet-6");
  });

  test("is not for web pages under another name, nor for whoever comes through a proxy", async () => {
    const EventData = '{"RoomId":"confidential"}';
    await receiver.post(signedCallback({ EventData }));
    const { port } = new URL(receiver.url);
    const answers = await Promise.all(
      ["/", "/events"].map(
        (path) =>
          new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
            const headers = { Host: `rebound.example:${port}` };
            const call = request({ port, path, host: "127.0.0.1", headers }, async (response) =>
              resolve({ status: response.statusCode, body: await text(response) }),
            );
            call.on("error", reject).end();
          }),
      ),
    );
    // The service tries an address with a GET, which must succeed.
    expect(answers.map(({ status }) => status)).toEqual([200, 403]);
    expect(answers.map(({ body }) => body).join()).not.toContain("confidential");
  });

  test("other addresses and methods are refused", async () => {
    expect((await get("/constructor")).status).toBe(404);
    const deleted = await fetch(`${receiver.url}/events`, { method: "DELETE" });
    expect([deleted.status, deleted.headers.get("allow")]).toEqual([405, "GET"]);
  });
});
