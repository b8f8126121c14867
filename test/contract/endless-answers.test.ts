import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RtcClient } from "#rtc-api/client";
import { SegmentClient } from "#segment/api/client";
import { startBody } from "#segment/request";
import { startEndlessServer } from "../support/endless-server";
import { RecordingServer } from "../support/recording-server";
import { failureOf } from "../support/rtc-failure";
import { rtcSettings } from "../support/rtc-settings";
import { task } from "../support/segment-inputs";

let server: RecordingServer;
beforeAll(async () => {
  server = await RecordingServer.start();
});
afterAll(() => server.close());

const start = (url: string, timeout = 20) => {
  const client = new SegmentClient(new RtcClient(() => rtcSettings(url)));
  return client.start(startBody(task()), client.operation({ timeout }));
};

describe("an answer without an end", () => {
  const MEBIBYTE = 1024 * 1024;

  it("is not unpacked: 700 MB in a small parcel cost no memory", async () => {
    // A file made of many gzip files is one, too.
    const bomb = Buffer.concat(Array(70).fill(gzipSync(Buffer.alloc(10 * MEBIBYTE))));
    server.answer({ headers: { "Content-Encoding": "gzip" }, body: bomb });
    const before = process.resourceUsage().maxRSS;
    const error = await failureOf(start(server.url));
    expect(error).toMatchObject({ failure: { side: "answer", httpStatus: 200 }, applied: "maybe" });
    expect(error.message).toContain("an answer that is not the API's (more than 1048576 bytes)");
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(150 * 1024);
  });

  it.each(["gzip", "identity"] as const)("is not read on when it comes as %s", async (encoding) => {
    const endless = await startEndlessServer(encoding);
    const error = await failureOf(start(endless.url));
    await endless.left;
    expect(error).toMatchObject({ failure: { side: "answer", httpStatus: 200 }, applied: "maybe" });
    // What is more than the limit was under way already.
    expect(endless.sent()).toBeLessThan(32 * MEBIBYTE);
  });

  it.each([
    [429, "throttle", "no"],
    [503, "server", "maybe"],
  ])("with HTTP %i is what the status says", async (status, side, applied) => {
    server.answer({ status, body: "x".repeat(2 * MEBIBYTE) });
    const error = await failureOf(start(server.url, 0.2));
    expect(error).toMatchObject({ failure: { side, httpStatus: status }, applied });
  });

  it("that is nested without an end is no answer", async () => {
    const body = `${'{"Result":'.repeat(50_000)}1${"}".repeat(50_000)}`;
    server.answer({ body }, { body: body.replace("1", '1,"ResponseMetadata":{}') });
    for (const _ of [1, 2]) expect((await failureOf(start(server.url))).failure.side).toBe("answer");
  });
});
