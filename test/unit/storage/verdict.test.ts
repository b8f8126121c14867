import { expect, test } from "vitest";
import type { Answer } from "#storage/probe/answer";
import { endpointOf } from "#storage/probe/endpoint";
import type { ProbeRequest } from "#storage/probe/request";
import { type Exchange, judge, mayPass, ROWS, stops, type Verdict } from "#storage/probe/verdict";

/** What one platform, asked for a bucket of one of its regions, answers. */
function exchange(
  platform: ProbeRequest["platform"],
  region: string | number,
  answer: Answer,
  asked: Exchange["asked"] = "look",
): Exchange {
  const keys = { accessKey: "access", secretKey: "secret", title: "storageConfig.credentials" };
  const request = { platform, region, bucket: "audio-a", level: "bucket", accountId: "2100000990", keys } as const;
  const endpoint = endpointOf(platform, region) ?? "https://obs.cn-north-4.myhuaweicloud.com";
  return { asked, answer, request, endpoint, keys };
}

const CASES: [seen: string, exchange: Exchange, verdict: Verdict, detail: string][] = [
  [
    "the clocks differ",
    exchange("s3", "us-east-1", { status: 403, code: "RequestTimeTooSkewed" }),
    "notKnown",
    "s3.us-east-1.amazonaws.com finds this machine's clock wrong",
  ],
  [
    "trouble that passes",
    exchange("oss", "cn-hangzhou", { status: 503, code: "SlowDown" }),
    "notKnown",
    "s3.oss-cn-hangzhou.aliyuncs.com answered 503 SlowDown",
  ],
  [
    "trouble that passes",
    exchange("s3", "us-east-1", { status: 307, code: "TemporaryRedirect", endpoint: "audio-a.s3.amazonaws.com" }),
    "notKnown",
    "answered 307 TemporaryRedirect",
  ],
  [
    "the bucket lies elsewhere",
    exchange("s3", "us-east-1", { status: 301, code: "PermanentRedirect", region: "eu-west-1" }),
    "wrongRegion",
    'bucket "audio-a" on Amazon S3 is in eu-west-1, the task says us-east-1. Correct storageConfig.region to "eu-west-1"',
  ],
  [
    "the bucket lies elsewhere",
    exchange("s3", "us-east-1", { status: 400, code: "AuthorizationHeaderMalformed", region: "eu-west-1" }),
    "wrongRegion",
    "is in eu-west-1, the task says us-east-1",
  ],
  [
    "the bucket lies elsewhere",
    exchange("tos", "cn-beijing", { status: 200, region: "cn-shanghai" }),
    "wrongRegion",
    'bucket "audio-a" on TOS is in cn-shanghai, the task says cn-beijing',
  ],
  [
    "the bucket lies elsewhere",
    exchange("oss", "cn-hangzhou", { status: 403, code: "AccessDenied", endpoint: "oss-cn-shanghai.aliyuncs.com" }),
    "wrongRegion",
    "is at oss-cn-shanghai.aliyuncs.com, the task says cn-hangzhou. Correct storageConfig.region, or name a bucket in",
  ],
  [
    "the bucket lies elsewhere",
    exchange("obs", 3, { status: 301 }),
    "wrongRegion",
    "is in another region, and preflight.endpoint is obs.cn-north-4.myhuaweicloud.com. Correct preflight.endpoint",
  ],
  [
    "there is no such bucket",
    exchange("s3", "us-east-1", { status: 404, code: "NoSuchBucket" }),
    "missing",
    'there is no bucket "audio-a" on Amazon S3 in us-east-1. Create it, or correct storageConfig.bucket',
  ],
  [
    "there is no such bucket",
    exchange("oss", "cn-hangzhou", { status: 404 }),
    "missing",
    'there is no bucket "audio-a" on Alibaba Cloud OSS in cn-hangzhou, or it lies in another region',
  ],
  [
    "the access key is not known",
    exchange("s3", "us-east-1", { status: 403, code: "InvalidAccessKeyId" }),
    "wrongKeys",
    "does not know the access key of storageConfig.credentials. Correct the keys",
  ],
  [
    "the secret key is wrong",
    exchange("s3", "us-east-1", { status: 403, code: "SignatureDoesNotMatch" }),
    "wrongKeys",
    "finds that the secret key of storageConfig.credentials does not belong to the access key",
  ],
  [
    "the owner is another",
    exchange("tos", "cn-beijing", { status: 200, owner: "2100000991" }, "owner"),
    "notProved",
    'belongs to "2100000991", and storageConfig.accountId is "2100000990"',
  ],
  [
    "a write is refused that RTC does under another name",
    exchange("tos", "cn-beijing", { status: 403, code: "AccessDenied" }, "write"),
    "notProved",
    "RTC writes to TOS with a role of its own, and what that may do can't be checked",
  ],
  [
    "a write is refused through an endpoint that refuses some accounts all data",
    exchange("oss", "cn-hangzhou", { status: 403, code: "AccessDenied" }, "write"),
    "notProved",
    "as it is to any key of an OSS account opened since March 2025",
  ],
  [
    "a write is refused",
    exchange("oss", "cn-hongkong", { status: 403, code: "AccessDenied" }, "write"),
    "mayNotWrite",
    'storageConfig.credentials may not write to bucket "audio-a" on Alibaba Cloud OSS in cn-hongkong. Allow it',
  ],
  [
    "a look is refused",
    exchange("s3", "us-east-1", { status: 403, code: "AccessDenied", region: "us-east-1" }),
    "notProved",
    "can be reached, but storageConfig.credentials may not look at it",
  ],
  [
    "all is well",
    exchange("s3", "us-east-1", { status: 200, region: "us-east-1" }),
    "good",
    'bucket "audio-a" on Amazon S3 is there in us-east-1, and storageConfig.credentials may look there',
  ],
];

test.each(CASES)("%s: %o is %s", (seen, exchange, verdict, detail) => {
  const judgement = judge(exchange);
  expect(judgement).toEqual({ verdict, detail: expect.stringContaining(detail) });
  expect(mayPass(exchange)).toBe(seen === "trouble that passes");
});

test("no row of the table is without a case", () => {
  expect([...new Set(CASES.map(([seen]) => seen))]).toEqual(ROWS.map(({ seen }) => seen));
});

test("no answer, and one that no row speaks of, say nothing about a bucket", () => {
  const silent = judge(exchange("s3", "us-east-1", { status: undefined, reason: "ECONNREFUSED" }));
  const odd = judge(exchange("s3", "us-east-1", { status: 418, code: "ImATeapot" }));
  expect([silent.verdict, odd.verdict]).toEqual(["unreachable", "notKnown"]);
  expect(silent.detail).toContain("(ECONNREFUSED), so nothing is known of bucket");
  expect(odd.detail).toContain("418 ImATeapot");
});

test("only what would keep slices from arriving stops a task", () => {
  const verdicts: Verdict[] = [...new Set(ROWS.map(({ verdict }) => verdict)), "unreachable"];
  expect(verdicts.filter(stops)).toEqual(["wrongRegion", "missing", "wrongKeys", "mayNotWrite"]);
});

test("each platform has an endpoint for a region that has a word, and none for an integer beyond its table", () => {
  expect([
    endpointOf("tos", undefined),
    endpointOf("s3", "us-west-2"),
    endpointOf("s3", 15),
    endpointOf("oss", "oss-cn-beijing"),
    endpointOf("obs", "cn-north-4"),
    endpointOf("cos", "ap-guangzhou"),
    endpointOf("kodo", "cn-east-1"),
    endpointOf("s3", 99),
    endpointOf("obs", 3),
  ]).toEqual([
    "https://tos-s3-cn-beijing.volces.com",
    "https://s3.us-west-2.amazonaws.com",
    "https://s3.cn-north-1.amazonaws.com.cn",
    "https://s3.oss-cn-beijing.aliyuncs.com",
    "https://obs.cn-north-4.myhuaweicloud.com",
    "https://cos.ap-guangzhou.myqcloud.com",
    "https://s3.cn-east-1.qiniucs.com",
    undefined,
    undefined,
  ]);
});
