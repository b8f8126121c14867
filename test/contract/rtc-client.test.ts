import { createHash } from "node:crypto";
import { createServer } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RtcClient } from "#rtc-api/client";
import { ActionLimiter } from "#rtc-api/limiter";
import { Operation, type Pauses } from "#rtc-api/operation";
import { SegmentClient } from "#segment/api/client";
import { startBody } from "#segment/request";
import { NOWHERE } from "../support/nowhere";
import { envelope, RecordingServer, type Reply } from "../support/recording-server";
import { failureOf } from "../support/rtc-failure";
import { rtcSettings } from "../support/rtc-settings";
import { custom, task } from "../support/segment-inputs";

let server: RecordingServer;
let client: SegmentClient;
beforeEach(async () => {
  server = await RecordingServer.start();
  client = clientOf();
});
afterEach(() => server.close());

const clientOf = (change: Parameters<typeof rtcSettings>[1] = {}) =>
  new SegmentClient(new RtcClient(() => rtcSettings(server.url, change)));
const KEY = { AppId: "app1", RoomId: "lobby", TaskId: "task1" };
const BODY = startBody(task({ storageConfig: custom() }));
const soon = () => new Operation(20_000);
const answering = (...replies: Reply[]) => {
  server.answer(...replies);
  return server;
};

describe("a request", () => {
  it("posts exactly the body to the root, with action and version in the query", async () => {
    expect(await client.start(BODY, soon())).toBe("started");
    const [request] = server.requests;
    expect(request).toMatchObject({ method: "POST", target: "/?Action=StartSegment&Version=2023-11-01" });
    expect(request?.body).toBe(JSON.stringify(BODY));
  });

  it("is signed over host, date and body", async () => {
    await client.start(BODY, soon());
    const { headers, body } = server.last;
    expect(headers.host).toBe(new URL(server.url).host);
    expect(headers["content-type"]).toBe("application/json");
    expect(headers["x-date"]).toMatch(/^\d{8}T\d{6}Z$/);
    expect(headers["x-content-sha256"]).toBe(createHash("sha256").update(body).digest("hex"));
    expect(headers.authorization).toMatch(
      /^HMAC-SHA256 Credential=CANARY-API-KEY-31c2\/\d{8}\/cn-north-1\/rtc\/request, SignedHeaders=\S*host\S*x-date\S*, Signature=[0-9a-f]{64}$/,
    );
    expect(headers).not.toHaveProperty("x-security-token");
    expect(JSON.stringify(headers)).not.toContain("CANARY-API-SECRET");
  });

  it("carries the session token, signed", async () => {
    await clientOf({ sessionToken: "token-1" }).start(BODY, soon());
    const { headers } = server.last;
    expect(headers["x-security-token"]).toBe("token-1");
    expect(headers.authorization).toMatch(/SignedHeaders=[^,]*x-security-token/);
  });

  it("reads with GET, the task in the query and no body", async () => {
    answering({ body: envelope({ Result: { SegmentTask: { Status: 2 } } }) });
    expect(await client.get(KEY, soon())).toEqual({ Status: 2 });
    expect(server.requests[0]).toMatchObject({
      method: "GET",
      target: "/?Action=GetSegmentTask&Version=2023-11-01&AppId=app1&RoomId=lobby&TaskId=task1",
      body: "",
    });
  });

  it("updates and stops with POST", async () => {
    expect(await client.update({ ...KEY, Duration: 5 }, soon())).toBe("updated");
    expect(await client.stop(KEY, soon())).toBe("stopped");
    expect(server.requests.map(({ method, target, body }) => [method, target, body])).toEqual([
      ["POST", "/?Action=UpdateSegment&Version=2023-11-01", JSON.stringify({ ...KEY, Duration: 5 })],
      ["POST", "/?Action=StopSegment&Version=2023-11-01", JSON.stringify(KEY)],
    ]);
  });

  it("goes over a connection that is there already", async () => {
    for (let n = 0; n < 20; n++) await client.stop(KEY, soon());
    // The pool may open a second one while the first is just being handed back.
    expect(server.connections).toBeLessThanOrEqual(2);
  });

  it("uses the keys of the moment", async () => {
    let accessKey = "first";
    const rotating = new SegmentClient(new RtcClient(() => rtcSettings(server.url, { accessKey })));
    await rotating.stop(KEY, soon());
    accessKey = "second";
    await rotating.stop(KEY, soon());
    const used = server.requests.map(({ headers }) => /Credential=(\w+)/.exec(String(headers.authorization))?.[1]);
    expect(used).toEqual(["first", "second"]);
  });
});

describe("an answer", () => {
  it.each([
    ["The task has been started. Please do not call the startup task interface repeatedly"],
    ["The task has already been started"],
  ])("%j means that the task runs already", async (Result) => {
    answering({ body: envelope({ Result }) });
    expect(await client.start(BODY, soon())).toBe("alreadyStarted");
  });

  it("TaskAlreadyExists means that the task runs already", async () => {
    answering({ status: 400, body: envelope({ Error: { Code: "InvalidParameter.TaskAlreadyExists", Message: "x" } }) });
    expect(await client.start(BODY, soon())).toBe("alreadyStarted");
  });

  it("ErrorActiveTaskNotFound means that there is no such task", async () => {
    const Code = "InvalidParameter.ErrorActiveTaskNotFound";
    answering({ status: 400, body: envelope({ Error: { Code, Message: "x" } }) });
    expect(await client.get(KEY, soon())).toBeUndefined();
    expect(await client.update(KEY, soon())).toBe("notFound");
    expect(await client.stop(KEY, soon())).toBe("notFound");
  });

  it.each([{ Result: {} }, { Result: { SegmentTask: {} } }, { Result: null }, {}])(
    "without a task (%j) means that there is none",
    async (content) => {
      answering({ body: envelope(content) });
      expect(await client.get(KEY, soon())).toBeUndefined();
    },
  );

  it.each(["", "fine", null, {}, undefined])("whose result is %j and not ok is no success", async (Result) => {
    answering({ body: envelope({ Result }) });
    const error = await failureOf(client.start(BODY, soon()));
    expect(error).toMatchObject({ failure: { side: "answer" }, applied: "maybe" });
    expect(error.message).toContain(`instead of "ok"`);
    expect(server.requests).toHaveLength(1);
  });

  it("with the right content under another content type is a success", async () => {
    answering({ headers: { "Content-Type": "text/html" }, body: envelope({ Result: "ok" }) });
    expect(await client.start(BODY, soon())).toBe("started");
  });
});

describe("an error", () => {
  it("in the envelope is one even when the HTTP status is 200", async () => {
    answering({ body: envelope({ Error: { Code: "InvalidParameter", Message: "bad" }, requestId: "req-7" }) });
    const error = await failureOf(client.start(BODY, soon()));
    expect(error).toMatchObject({
      failure: { side: "service", code: "InvalidParameter", httpStatus: 200 },
      applied: "no",
      requestId: "req-7",
      message: "StartSegment: InvalidParameter: bad (request id req-7)",
    });
  });

  it("with a CodeN comes from the gateway, without from the service", async () => {
    const mismatch = { CodeN: 100010, Code: "SignatureDoesNotMatch", Message: "no match" };
    answering({ status: 401, body: envelope({ Error: mismatch }) });
    const error = await failureOf(client.start(BODY, soon()));
    expect(error.failure).toEqual({
      side: "gateway",
      code: "SignatureDoesNotMatch",
      codeNumber: 100010,
      httpStatus: 401,
    });
    expect(error.message).toContain("Check volcengine:accessKey and volcengine:secretKey");

    answering({ status: 400, body: envelope({ Error: { CodeN: 0, Code: "InvalidParameter.NotExistAppId" } }) });
    const other = await failureOf(client.start(BODY, soon()));
    expect(other.failure).toMatchObject({ side: "service", code: "InvalidParameter.NotExistAppId" });
    expect(other.message).toContain("There is no such app: check appId in the RTC console");
  });

  it.each<[what: string, reply: Reply, side: string]>([
    ["500 with an HTML page", { status: 500, headers: { "Content-Type": "text/html" }, body: "<html>" }, "server"],
    ["502 without a body", { status: 502, body: "" }, "server"],
    ["500 with InternalError", { status: 500, body: envelope({ Error: { Code: "InternalError" } }) }, "server"],
    ["200 with InternalError", { status: 200, body: envelope({ Error: { Code: "InternalError.X" } }) }, "server"],
    ["200 without a body", { body: "" }, "answer"],
    ["200 with half an answer", { body: envelope({ Result: "ok" }).slice(0, 30) }, "answer"],
    ["200 with a login page", { headers: { "Content-Type": "text/html" }, body: "<html>Log in</html>" }, "answer"],
    ["200 with other JSON", { body: '{"Result":"ok"}' }, "answer"],
    ["200 with no object", { body: '"ok"' }, "answer"],
    ["404 with a page", { status: 404, body: "not here" }, "answer"],
    ["a connection that breaks", "reset", "network"],
  ])("%s leaves in doubt whether StartSegment took effect, and is not repeated blindly", async (_, reply, side) => {
    answering(reply, { body: envelope({ Result: "ok" }) });
    const error = await failureOf(client.start(BODY, soon()));
    expect(error).toMatchObject({ applied: "maybe", failure: { side } });
    expect(server.requests).toHaveLength(1);
  });

  it.each<[reply: Reply]>([["reset"], [{ status: 503, body: "" }], [{ body: "" }]])(
    "%j is got over by repeating when nothing but reading was asked",
    async (reply) => {
      answering(reply, { body: envelope({ Result: { SegmentTask: { Status: 2 } } }) });
      expect(await client.get(KEY, soon())).toEqual({ Status: 2 });
      expect(server.requests).toHaveLength(2);
    },
  );

  it("never tells a key, even when the answer repeats the request", async () => {
    for (const body of [JSON.stringify(BODY), `<html>${JSON.stringify(BODY)}</html>`]) {
      answering({ status: 500, body });
      const error = await failureOf(client.start(BODY, soon()));
      expect(`${error.message} ${JSON.stringify(error)} ${error.stack}`).not.toContain("CANARY");
    }
  });
});

describe("a call that is too much", () => {
  it.each<[what: string, reply: Reply]>([
    ["QPSOverLimit", { status: 429, body: envelope({ Error: { Code: "FlowLimitExceeded.QPSOverLimit" } }) }],
    ["QPSOverLimit with 400", { status: 400, body: envelope({ Error: { Code: "FlowLimitExceeded.QPSOverLimit" } }) }],
    ["the gateway's limit", { status: 429, body: envelope({ Error: { Code: "FlowLimitExceeded", CodeN: 100018 } }) }],
    ["429 without an envelope", { status: 429, body: "slow down" }],
  ])("is repeated until it goes through: %s", async (_, reply) => {
    answering(reply, reply, reply, { body: envelope({ Result: "ok" }) });
    expect(await client.start(BODY, soon())).toBe("started");
    expect(server.requests).toHaveLength(4);
  });

  it("is not repeated when it is the number of tasks that is too much", async () => {
    const tooMany = { Code: "FlowLimitExceeded.TaskNumberOverLimit", Message: "x" };
    answering({ status: 429, body: envelope({ Error: tooMany }) });
    const error = await failureOf(client.start(BODY, soon()));
    expect(error.message).toContain("The account runs too many tasks");
    expect(server.requests).toHaveLength(1);
  });

  it("is given up at the deadline", async () => {
    answering({ status: 429, body: "" });
    const begin = performance.now();
    const error = await failureOf(client.start(BODY, new Operation(300)));
    expect(error.failure.side).toBe("throttle");
    expect(performance.now() - begin).toBeLessThan(4_000);
  });

  it("fails for what the API said, not for having no turn any more", async () => {
    answering({ status: 429, body: "" });
    // The first turn comes after half a second, the second one after the end.
    const limiter = new ActionLimiter(2);
    const slow = new SegmentClient(new RtcClient(() => rtcSettings(server.url), { limiterFor: () => limiter }));
    expect((await failureOf(slow.start(BODY, new Operation(900)))).failure.side).toBe("throttle");
    expect(server.requests).toHaveLength(1);
  });
});

describe("time", () => {
  it("for one call is limited, and a timeout leaves StartSegment in doubt", async () => {
    answering("hang");
    const begin = performance.now();
    const error = await failureOf(clientOf({ callTimeout: 150 }).start(BODY, soon()));
    expect(performance.now() - begin).toBeLessThan(2_000);
    expect(error).toMatchObject({ failure: { side: "timeout" }, applied: "maybe" });
    expect(error.message).toContain("no answer within 0.15 s");
  });

  it("is started anew for each call, so reading goes on after a call that hung", async () => {
    answering("hang", { body: envelope({ Result: { SegmentTask: { Status: 2 } } }) });
    expect(await clientOf({ callTimeout: 150 }).get(KEY, soon())).toEqual({ Status: 2 });
  });
});

describe("an operation that is cancelled", () => {
  const cancellable = (pauses?: Pauses) => {
    const cancel = new AbortController();
    return { cancel, operation: new Operation(60_000, { signal: cancel.signal }, pauses) };
  };
  const asked = () => vi.waitUntil(() => server.requests.length > 0);

  it("waits no longer for an answer, and leaves in doubt what the call did", async () => {
    answering("hang");
    const { cancel, operation } = cancellable();
    const failure = failureOf(client.start(BODY, operation));
    await asked();
    cancel.abort();
    expect(await failure).toMatchObject({ failure: { side: "cancelled" }, applied: "maybe" });
  });

  it("ends its pauses, without another attempt", async () => {
    answering({ status: 503, body: "" });
    const { cancel, operation } = cancellable({ first: 3_600_000, longest: 3_600_000 });
    const failure = failureOf(client.get(KEY, operation));
    await asked();
    cancel.abort();
    await failure;
    expect(server.requests).toHaveLength(1);
  });

  it("makes no further call", async () => {
    const { cancel, operation } = cancellable();
    cancel.abort();
    expect(await failureOf(client.stop(KEY, operation))).toMatchObject({
      failure: { side: "cancelled" },
      applied: "no",
    });
    expect(server.requests).toHaveLength(0);
  });
});

describe("a connection that is refused", () => {
  it("is tried again, for nothing can have been sent", async () => {
    const { url } = server;
    const port = Number(new URL(url).port);
    await server.close();
    const late = createServer((socket) => {
      socket.once("data", () => {
        const body = envelope({ Result: "ok" });
        socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`);
      });
    });
    let tries = 0;
    const stubborn = new SegmentClient(
      new RtcClient(() => {
        // The first try finds nobody; whoever shall answer comes up with the second.
        if (++tries === 2) late.listen(port, "127.0.0.1");
        return rtcSettings(url);
      }),
    );
    try {
      expect(await stubborn.start(BODY, soon())).toBe("started");
      expect(tries).toBeGreaterThanOrEqual(2);
    } finally {
      await new Promise((resolve) => late.close(resolve));
    }
  });

  it("fails in the end with what to check", async () => {
    const error = await failureOf(
      new SegmentClient(new RtcClient(() => rtcSettings(NOWHERE))).start(BODY, new Operation(100)),
    );
    expect(error).toMatchObject({ failure: { side: "network", code: "ECONNREFUSED" }, applied: "no" });
    expect(error.message).toContain("Check that the endpoint (volcengine:endpoint or VOLCENGINE_ENDPOINT)");
  });
});
