import { inspect } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { RtcClient } from "#rtc-api/client";
import { SegmentClient } from "#segment/api/client";
import { parseOwner } from "#segment/owner";
import { startBody } from "#segment/request";
import { Holders } from "#segment/task/holders";
import { startTask } from "#segment/task/start";
import { envelope, RecordingServer } from "../support/recording-server";
import { rtcSettings } from "../support/rtc-settings";
import { CANARIES, custom, task } from "../support/segment-inputs";

let server: RecordingServer;
let elsewhere: RecordingServer;
beforeAll(async () => {
  server = await RecordingServer.start();
  elsewhere = await RecordingServer.start();
});
afterAll(() => Promise.all([server.close(), elsewhere.close()]));
beforeEach(() => {
  server.requests.length = 0;
});

const inputs = task({ storageConfig: custom() });
const clientWith = (change: object = {}) =>
  new SegmentClient(
    new RtcClient(() => rtcSettings(server.url, { sessionToken: "CANARY-TOKEN-5e1a", ...change }), {
      pauses: { first: 5, longest: 20 },
    }),
  );
const start = (client = clientWith()) =>
  startTask(
    client,
    inputs,
    { owner: parseOwner("task", "rtc/prod/lobby"), holders: new Holders() },
    client.operation(),
  );
const failureOf = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => expect.unreachable("the call succeeded"),
    (error: Error) => error,
  );

describe("an answer that can't be trusted", () => {
  it("does not lead the keys to another place", async () => {
    server.answer({ status: 307, headers: { Location: elsewhere.url }, body: "" });
    const client = clientWith();
    const error = await failureOf(client.start(startBody(inputs), client.operation()));
    expect(error.message).toContain("HTTP 307");
    expect(elsewhere.requests).toEqual([]);
  });

  it("brings no secret of the request into an error, though it quotes all of it", async () => {
    const client = clientWith();
    const { secretKey = "", sessionToken = "" } = rtcSettings(server.url, { sessionToken: "CANARY-TOKEN-5e1a" });
    const Message = `cannot use ${JSON.stringify(startBody(inputs))} with ${secretKey} and ${sessionToken}`;
    server.answer({ status: 400, body: envelope({ Error: { Code: "InvalidParameter", Message } }) });
    const error = await failureOf(client.start(startBody(inputs), client.operation()));
    expect(error.message).toContain("cannot use");
    for (const secret of [...Object.values(CANARIES), secretKey, sessionToken]) {
      expect(inspect(error)).not.toContain(secret);
    }
  });

  it("that says the task failed is an error even when it gives no reason", async () => {
    const failed = { Result: { SegmentTask: { Status: 4, StartTime: 1 } } };
    server.answer({ body: envelope({ Result: "ok" }) }, { body: envelope(failed) });
    expect((await failureOf(start())).message).toContain("it failed to run");
  });

  it("that shows only an earlier task, which has ended, does not make an unanswered start a success", async () => {
    const ended = envelope({
      Result: { SegmentTask: { Status: 3, StartTime: 1, EndTime: 2, StopReason: "StopByAPI" } },
    });
    const runs = envelope({ Result: { SegmentTask: { Status: 2, StartTime: 3 } } });
    server.answer({ status: 502, body: "" }, { body: ended }, { body: envelope({ Result: "ok" }) }, { body: runs });
    expect(await start()).toMatchObject({ status: "running" });
    expect(server.requests.map(({ method }) => method)).toEqual(["POST", "GET", "POST", "GET"]);
  });
});

describe("an API that is too busy for the whole of an operation", () => {
  it("is asked with growing pauses and not without end", async () => {
    server.answer({ status: 429, body: envelope({ Error: { Code: "FlowLimitExceeded.QPSOverLimit", Message: "" } }) });
    const client = clientWith({ operationTimeout: 1_500 });
    const error = await failureOf(client.stop(startBody(inputs), client.operation()));
    expect(error.message).toContain("FlowLimitExceeded.QPSOverLimit");
    expect(server.requests.length).toBeGreaterThan(3);
    expect(server.requests.length).toBeLessThan(20);
  });
});

describe("an operation whose time is over", () => {
  it("waits for no answer longer than that", async () => {
    server.answer("hang");
    const client = clientWith({ callTimeout: 60_000, operationTimeout: 1_000 });
    const error = await failureOf(client.stop(startBody(inputs), client.operation()));
    expect(error.message).toContain("no answer within 1 s");
  });

  it("makes no further attempt", async () => {
    server.answer("reset");
    const client = clientWith({ operationTimeout: 1 });
    await failureOf(client.get(startBody(inputs), client.operation()));
    expect(server.requests).toHaveLength(1);
  });
});
