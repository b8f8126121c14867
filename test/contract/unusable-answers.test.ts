import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RtcClient } from "#rtc-api/client";
import { SegmentClient } from "#segment/api/client";
import { startBody } from "#segment/request";
import { readAnyTask } from "#segment/task/read";
import { envelope, RecordingServer } from "../support/recording-server";
import { failureOf } from "../support/rtc-failure";
import { rtcSettings } from "../support/rtc-settings";
import { task } from "../support/segment-inputs";

let server: RecordingServer;
beforeAll(async () => {
  server = await RecordingServer.start();
});
afterAll(() => server.close());

const client = new SegmentClient(new RtcClient(() => rtcSettings(server.url), { pauses: { first: 1, longest: 2 } }));
const start = () => client.start(startBody(task()), client.operation());
const read = () => readAnyTask(client, { appId: "app1", roomId: "lobby", taskId: "task1" }, client.operation());

describe("an answer of another shape", () => {
  const meta = { RequestId: "req-1" };
  it.each<[body: unknown]>([
    [null],
    [7],
    ["ok"],
    [[]],
    [[{ Result: "ok", ResponseMetadata: meta }]],
    [{ Result: "ok", ResponseMetadata: null }],
    [{ Result: "ok", ResponseMetadata: [] }],
    [{ Result: "ok", ResponseMetadata: "fine" }],
    ...[7, "InvalidParameter", [], true].map((error): [unknown] => [{ ResponseMetadata: { Error: error } }]),
    ...[7, {}, [], true, null].map((Code): [unknown] => [{ ResponseMetadata: { Error: { Code, Message: "x" } } }]),
    ...[7, {}, [], true].map((Message): [unknown] => [{ ResponseMetadata: { Error: { Code: "Busy", Message } } }]),
    [{ ResponseMetadata: { Error: { Code: "Busy", CodeN: "1" } } }],
    [{ ResponseMetadata: { Error: { Code: "B".repeat(100_000) } } }],
    ...[7, {}, [], ["ok"], true, null].map((Result): [unknown] => [{ Result, ResponseMetadata: meta }]),
  ])("%j is no success and no refusal, and leaves in doubt what StartSegment did", async (body) => {
    server.answer({ body: JSON.stringify(body) });
    expect(await failureOf(start())).toMatchObject({ failure: { side: "answer", httpStatus: 200 }, applied: "maybe" });
  });

  it.each<[body: unknown]>([
    [{ ResponseMetadata: { Error: { Code: "InvalidParameter.TaskAlreadyExists", CodeN: null, Message: null } } }],
    [{ ResponseMetadata: { Error: { Code: "InvalidParameter.TaskAlreadyExists" }, RequestId: 7 } }],
  ])("%j is understood all the same", async (body) => {
    server.answer({ status: 400, body: JSON.stringify(body) });
    expect(await start()).toBe("alreadyStarted");
  });

  it.each<[error: object | null]>([[null], [{}], [{ CodeN: 0, Code: "", Message: "" }]])(
    "with %j as error has none",
    async (error) => {
      server.answer({ body: JSON.stringify({ Result: "ok", ResponseMetadata: { Error: error } }) });
      expect(await start()).toBe("started");
    },
  );

  it("repeats of a long message what one can read", async () => {
    server.answer({ status: 400, body: envelope({ Error: { Code: "Busy", Message: "x".repeat(900_000) } }) });
    expect((await failureOf(start())).message.length).toBeLessThan(1_200);
  });
});

describe("a task of another shape", () => {
  const wrong: object[] = [
    ...["StartTime", "EndTime", "Status", "MaxIdleTime", "Duration"].flatMap((name) =>
      ["1", {}, [], true].map((value) => ({ [name]: value })),
    ),
    ...["StopReason", "Identifier"].flatMap((name) => [1, {}, [], true].map((value) => ({ [name]: value }))),
    { Handle: "true" },
    { StartTime: 1e300 },
    ...["all", 1, [], [null]].map((TargetStreams) => ({ TargetStreams })),
    ...["host", 1, {}, [null], ["host"], [[]], [{}], [{ UserId: null }], [{ UserId: 7 }]].map((StreamList) => ({
      TargetStreams: { StreamList },
    })),
    { TargetStreams: { StreamList: [{ UserId: "host", Index: "1" }] } },
    ...["tos", 1, []].map((StorageConfig) => ({ StorageConfig })),
    { StorageConfig: { Type: "0" } },
    { StorageConfig: { TosConfig: "room-audio" } },
    { StorageConfig: { TosConfig: { Bucket: 7 } } },
    { StorageConfig: { Type: 2, CustomConfig: { Vendor: "s3" } } },
    { StorageConfig: { Type: 2, CustomConfig: { SecretKey: { secret: "CANARY" } } } },
    ...["on", 1, [], { Align: 1 }, { RedundantDuration: "1" }].map((Control) => ({ Control })),
  ];

  it.each(wrong)("%j is an unusable answer, not a broken program", async (fields) => {
    server.answer({ body: envelope({ Result: { SegmentTask: { Status: 2, ...fields } } }) });
    const error = await failureOf(read());
    expect(error).toMatchObject({ failure: { side: "answer", httpStatus: 200 }, applied: "no", requestId: "req-1" });
    expect(error.message).toContain(
      `the answer is not what the API documents (Result.SegmentTask.${Object.keys(fields)[0]}`,
    );
    expect(error.message).not.toContain("CANARY");
  });

  it.each<[result: unknown]>([[[]], [7], ["none"], [{ SegmentTask: [] }], [{ SegmentTask: "none" }]])(
    "that is %j does not count as none",
    async (Result) => {
      server.answer({ body: envelope({ Result }) });
      expect(await failureOf(read())).toMatchObject({ failure: { side: "answer" } });
    },
  );

  it.each(["TargetStreams", "StorageConfig", "Control", "StopReason", "StartTime", "Identifier", "Handle"])(
    "whose %s is null does not say what it is",
    async (name) => {
      server.answer({ body: envelope({ Result: { SegmentTask: { Status: 2, [name]: null } } }) });
      expect(await read()).toEqual({ status: "running", settings: {} });
    },
  );

  it("whose list of streams is null slices all of them", async () => {
    server.answer({ body: envelope({ Result: { SegmentTask: { Status: 2, TargetStreams: { StreamList: null } } } }) });
    expect(await read()).toMatchObject({ settings: { targetStreams: [] } });
  });

  it("loses what the API does not document", async () => {
    server.answer({ body: envelope({ Result: { SegmentTask: { Status: 2, Note: "n", ["__proto__"]: { x: 1 } } } }) });
    expect(await client.get(startBody(task()), client.operation())).toStrictEqual({ Status: 2 });
  });
});
