import { it as base, describe, expect } from "vitest";
import { judgementOn } from "#segment/preflight/judgement";
import { type ProbeLimits, probe } from "#storage/probe/probe";
import { RecordingServer, type Reply } from "#test/support/recording-server";

const KEYS = { accessKey: "some-access-key", secretKey: "some-secret-key", title: "storageConfig.credentials" };

const it = base
  .extend("reply", (): Reply => ({ status: 200, body: "" }))
  .extend("server", async ({ reply }, { onCleanup }) => {
    const server = await RecordingServer.start();
    server.answer(reply);
    onCleanup(() => server.close());
    return server;
  });

const xml = (status: number, code: string, more = ""): Reply => ({
  status,
  headers: { "Content-Type": "application/xml" },
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>no</Message>${more}</Error>`,
});
const judged = (server: RecordingServer, platform: "s3" | "oss", region: string, limits?: ProbeLimits) => {
  return probe({ platform, bucket: "audio-a", region, level: "write", endpoint: server.url, keys: KEYS }, limits);
};

describe("an answer that the real server never gives", () => {
  it("S3's redirect to another region is a wrong region", async ({ server }) => {
    const headers = { "x-amz-bucket-region": "eu-west-1" };
    server.answer(
      { status: 301, headers, body: "" },
      xml(301, "PermanentRedirect", "<Endpoint>audio-a.s3.eu-west-1.amazonaws.com</Endpoint>"),
    );
    expect(await judged(server, "s3", "us-east-1")).toMatchObject({
      verdict: "wrongRegion",
      detail: expect.stringContaining("is in eu-west-1, the task says us-east-1"),
    });
  });

  it("OSS's refusal that names an endpoint is a wrong region, and not a lack of rights", async ({ server }) => {
    server.answer(
      { status: 404, body: "" },
      xml(403, "AccessDenied", "<Endpoint>oss-cn-shanghai.aliyuncs.com</Endpoint>"),
    );
    expect(await judged(server, "oss", "cn-hangzhou")).toMatchObject({
      verdict: "wrongRegion",
      detail: expect.stringContaining("is at oss-cn-shanghai.aliyuncs.com, the task says cn-hangzhou"),
    });
  });

  it("a server that is busy for a moment is asked again", async ({ server }) => {
    server.answer(xml(503, "SlowDown"), { status: 200, body: "" });
    expect((await judged(server, "s3", "us-east-1")).verdict).toBe("good");
    expect(server.requests.map(({ method }) => method)).toEqual(["HEAD", "HEAD", "PUT", "DELETE"]);
  });

  it("a server that stays silent is given up in time", async ({ server }) => {
    server.answer("hang");
    expect(await judged(server, "s3", "us-east-1", { timeout: 200 })).toMatchObject({
      verdict: "unreachable",
      detail: expect.stringContaining("no answer in time"),
    });
  });

  it("a server that repeats what it was sent gets no key into the verdict", async ({ server }) => {
    server.answer({ status: 400, body: "" }, xml(400, "some-access-key", "<Region>some-access-key</Region>"));
    const request = {
      platform: "s3",
      bucket: "audio-a",
      region: "us-east-1",
      level: "bucket",
      endpoint: server.url,
      keys: KEYS,
    } as const;
    expect((await judgementOn(request)).detail).not.toContain("some-access-key");
  });
});
