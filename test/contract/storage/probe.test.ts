import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judgementOn } from "#segment/preflight/judgement";
import { type ProbeLimits, probe } from "#storage/probe/probe";
import type { ProbeRequest, StorageKeys } from "#storage/probe/request";
import type { Verdict } from "#storage/probe/verdict";
import { RecordingServer, type Reply } from "#test/support/recording-server";
import { type Keys, S3Server } from "#test/support/s3-server";

const TITLE = "storageConfig.credentials";
const named = ({ accessKey, secretKey }: Keys): StorageKeys => ({ accessKey, secretKey, title: TITLE });

describe("a bucket on a real S3 server", () => {
  let america: S3Server;
  let europe: S3Server;
  const keys: Record<"all" | "read" | "write" | "none", StorageKeys> = {} as never;
  const request = (change: Partial<ProbeRequest> = {}): ProbeRequest => ({
    platform: "s3",
    bucket: "audio-a",
    region: "us-east-1",
    level: "bucket",
    endpoint: america.endpoint,
    keys: keys.all,
    ...change,
  });

  beforeAll(async () => {
    [america, europe] = await Promise.all([S3Server.start("us-east-1"), S3Server.start("eu-west-1")]);
    for (const rights of ["all", "read", "write", "none"] as const) {
      keys[rights] = named(await america.key(`${rights}-key`));
      await europe.key(`${rights}-key`);
    }
    const rights = { "all-key": "all", "read-key": "read", "write-key": "write" } as const;
    await america.bucket("audio-a", rights);
    await europe.bucket("audio-a", rights);
  });

  afterAll(() => Promise.all([america?.close(), europe?.close()]));

  const verdictOn = async (change: Partial<ProbeRequest>) => (await probe(request(change))).verdict;

  it.each<[what: string, change: () => Partial<ProbeRequest>, verdict: Verdict]>([
    ["right", () => ({}), "good"],
    ["right, for keys that may only read", () => ({ keys: keys.read }), "good"],
    ["not told by keys that may only write", () => ({ keys: keys.write }), "notProved"],
    ["not told by keys without rights", () => ({ keys: keys.none }), "notProved"],
    ["told by other keys than those of the slices", () => ({ keys: keys.write, lookKeys: keys.read }), "good"],
    ["in another region", () => ({ endpoint: europe.endpoint }), "wrongRegion"],
    ["in another region, for any keys", () => ({ endpoint: europe.endpoint, keys: keys.none }), "wrongRegion"],
    ["missing", () => ({ bucket: "audio-b" }), "missing"],
    ["behind an access key that nobody has", () => ({ keys: { ...keys.all, accessKey: "nobody" } }), "wrongKeys"],
    ["behind another secret key", () => ({ keys: { ...keys.all, secretKey: "other" } }), "wrongKeys"],
    [
      "at a place of which only the storage knows the region",
      () => ({ platform: "obs", region: 3, endpoint: europe.endpoint }),
      "good",
    ],
  ])("is %s", async (_what, change, verdict) => {
    expect(await verdictOn(change())).toBe(verdict);
  });

  it("is written to and cleared again by keys that may do all", async () => {
    expect(await probe(request({ level: "write", prefix: "lobby" }))).toEqual({
      verdict: "good",
      detail: 'bucket "audio-a" on Amazon S3 is there in us-east-1, and storageConfig.credentials may write there',
    });
    expect(await america.objects("audio-a")).toEqual([]);
  });

  it.each(["read", "none"] as const)("may not be written to by keys with %s rights", async (rights) => {
    expect(await verdictOn({ level: "write", keys: keys[rights] })).toBe("mayNotWrite");
    expect(await america.objects("audio-a")).toEqual([]);
  });

  it("keeps one object when keys may write but not remove, and the verdict names it", async () => {
    await america.bucket("audio-kept", { "write-key": "write" });
    const written = { bucket: "audio-kept", level: "write", keys: keys.write, prefix: "lobby" } as const;

    for (const _time of ["first", "second"]) {
      const { verdict, left } = await probe(request(written));
      expect({ verdict, left }).toEqual({ verdict: "good", left: "lobby-volcengine-rtc-preflight" });
    }
    expect(await america.objects("audio-kept")).toEqual(["lobby-volcengine-rtc-preflight"]);
  });

  it("of TOS is compared with the account that is said to own it", async () => {
    await america.bucket("audio-tos", { "all-key": "all" });
    await america.giveTo("audio-tos", "all-key");
    const tos = { platform: "tos", region: "us-east-1", bucket: "audio-tos" } as const;

    expect(await probe(request({ ...tos, accountId: "all-key" }))).toMatchObject({
      verdict: "good",
      detail: expect.stringContaining("RTC writes to TOS with a role of its own"),
    });
    expect(await verdictOn({ ...tos, accountId: "2100000990" })).toBe("notProved");
  });
});

describe("an answer that the real server never gives", () => {
  let server: RecordingServer;
  beforeAll(async () => {
    server = await RecordingServer.start();
  });
  afterAll(() => server?.close());

  const xml = (status: number, code: string, more = ""): Reply => ({
    status,
    headers: { "Content-Type": "application/xml" },
    body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>no</Message>${more}</Error>`,
  });
  const judged = (platform: "s3" | "oss", region: string, limits?: ProbeLimits) => {
    const keys = named({ accessKey: "some-access-key", secretKey: "some-secret-key" });
    return probe({ platform, bucket: "audio-a", region, level: "write", endpoint: server.url, keys }, limits);
  };

  it("S3's redirect to another region is a wrong region", async () => {
    const headers = { "x-amz-bucket-region": "eu-west-1" };
    server.answer(
      { status: 301, headers, body: "" },
      xml(301, "PermanentRedirect", "<Endpoint>audio-a.s3.eu-west-1.amazonaws.com</Endpoint>"),
    );
    expect(await judged("s3", "us-east-1")).toMatchObject({
      verdict: "wrongRegion",
      detail: expect.stringContaining("is in eu-west-1, the task says us-east-1"),
    });
  });

  it("OSS's refusal that names an endpoint is a wrong region, and not a lack of rights", async () => {
    server.answer(
      { status: 404, body: "" },
      xml(403, "AccessDenied", "<Endpoint>oss-cn-shanghai.aliyuncs.com</Endpoint>"),
    );
    expect(await judged("oss", "cn-hangzhou")).toMatchObject({
      verdict: "wrongRegion",
      detail: expect.stringContaining("is at oss-cn-shanghai.aliyuncs.com, the task says cn-hangzhou"),
    });
  });

  it("a server that is busy for a moment is asked again", async () => {
    server.requests.length = 0;
    server.answer(xml(503, "SlowDown"), { status: 200, body: "" });
    expect((await judged("s3", "us-east-1")).verdict).toBe("good");
    expect(server.requests.map(({ method }) => method)).toEqual(["HEAD", "HEAD", "PUT", "DELETE"]);
  });

  it("a server that stays silent is given up in time", async () => {
    server.answer("hang");
    expect(await judged("s3", "us-east-1", { timeout: 200 })).toMatchObject({
      verdict: "unreachable",
      detail: expect.stringContaining("no answer in time"),
    });
  });

  it("a server that repeats what it was sent gets no key into the verdict", async () => {
    server.answer({ status: 400, body: "" }, xml(400, "some-access-key", "<Region>some-access-key</Region>"));
    const keys = { accessKey: "some-access-key", secretKey: "some-secret-key", title: TITLE };
    const request = {
      platform: "s3",
      bucket: "audio-a",
      region: "us-east-1",
      level: "bucket",
      endpoint: server.url,
      keys,
    } as const;
    expect((await judgementOn(request)).detail).not.toContain("some-access-key");
  });
});
