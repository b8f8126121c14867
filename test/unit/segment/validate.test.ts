import { describe, expect, it } from "vitest";
import { formatDiagnostic } from "#inputs/diagnostic";
import { validate, warnings } from "#segment/validate";
import { CANARIES, FULL, S3, SHORTEST, TOS } from "#test/support/segment-inputs";

const problems = (raw: unknown): string[] => {
  const result = validate(raw);
  return result.valid === false ? result.problems.map(formatDiagnostic) : [];
};
const withStorage = (storageConfig: unknown) => ({ ...SHORTEST, storageConfig });
const streams = (count: number) => Array.from({ length: count }, (_, n) => ({ userId: `user${n}` }));
const id128 = "x".repeat(128);

describe("what is valid", () => {
  it("is the shortest task and the one with every argument", () => {
    expect(validate(SHORTEST)).toEqual({ valid: true, inputs: SHORTEST });
    expect(validate(FULL)).toEqual({ valid: true, inputs: FULL });
  });

  it.each<[what: string, change: object]>([
    ["an id of 1 character", { roomId: "r" }],
    ["an id of 128 characters of all kinds", { roomId: `aZ0_@-.${"x".repeat(121)}` }],
    ["maxIdleTime 1", { maxIdleTime: 1 }],
    ["maxIdleTime 86400", { maxIdleTime: 86400 }],
    ["duration 1", { duration: 1 }],
    ["duration 600", { duration: 600 }],
    ["no streams", { targetStreams: [] }],
    ["17 streams", { targetStreams: streams(17) }],
    ["the biggest redundantDuration", { control: { redundantDuration: 2 ** 31 - 1 } }],
    ["the biggest region", { storageConfig: { ...TOS, region: 2 ** 31 - 1 } }],
    ["two streams of one user", { targetStreams: [{ userId: "a" }, { userId: "a", streamType: "screen" }] }],
    ["triggers of any shape", { triggers: [{ StorageConfig: 1, AppId: 2 }] }],
    ["redundantDuration 0", { control: { redundantDuration: 0 } }],
    ["an empty control", { control: {} }],
    ["empty triggers", { triggers: [] }],
    ["a TOS region as integer", { storageConfig: { ...TOS, region: 3 } }],
    ["a TOS region that has no word yet", { storageConfig: { ...TOS, region: 12 } }],
    ["an OSS region with the prefix", { storageConfig: { ...S3, vendor: "oss", region: "oss-cn-heyuan" } }],
    ["an OBS region as integer", { storageConfig: { ...S3, vendor: "obs", region: 0 } }],
    ["S3 region 15, which is doubtful", { storageConfig: { ...S3, region: 15 } }],
  ])("%s", (_, change) => {
    expect(problems({ ...SHORTEST, ...change })).toEqual([]);
  });
});

describe("a value out of its range or of a wrong type", () => {
  const seconds = (value: unknown, high: number) =>
    `${JSON.stringify(value)} is not valid; use a whole number of seconds from 1 to ${high}`;
  const illegal = (value: string, what: string) =>
    `${JSON.stringify(value)} is not a valid id; use 1 to 128 letters, digits, "_", "@", "-" or "." (${what})`;

  it.each<[path: string, value: unknown, message: string]>([
    ["appId", "", illegal("", "the id of your RTC application")],
    ["appId", `${id128}x`, illegal(`${id128}x`, "the id of your RTC application")],
    ["appId", 5, "must be a string: the id of your RTC application"],
    ["appId", undefined, "is required: the id of your RTC application"],
    ["roomId", "a/b", illegal("a/b", "the room whose audio is cut into slices")],
    ["roomId", undefined, "is required: the room whose audio is cut into slices"],
    ["businessId", "a b", illegal("a b", "a label that splits quality and usage data")],
    ["taskId", "任务", illegal("任务", "the id of the task, unique in its room")],
    ["identifier", "a\n", illegal("a\n", "the prefix of the names of the slices")],
    ["maxIdleTime", 0, seconds(0, 86400)],
    ["maxIdleTime", 86401, seconds(86401, 86400)],
    ["maxIdleTime", 1.5, seconds(1.5, 86400)],
    ["maxIdleTime", "180", seconds("180", 86400)],
    ["duration", 0, seconds(0, 600)],
    ["duration", 601, seconds(601, 600)],
    ["duration", "20", seconds("20", 600)],
    ["handle", "true", `"true" is not valid; use true or false`],
    ["adopt", 1, "1 is not valid; use true or false"],
    ["whenEnded", "stop", `"stop" is not valid; use "restart" or "keep"`],
    [
      "preflight",
      "always",
      `"always" is not valid; use "off", "bucket", "write", or an object such as { level, endpoint, credentials }`,
    ],
    ["triggers", "x", "must be a list; the task is replaced when any of its values changes"],
    ["targetStreams", "host", "must be a list of streams such as [{ userId }]"],
    ["targetStreams", streams(18), "has 18 streams; the API slices at most 17"],
    [
      "targetStreams",
      [
        { userId: "a", index: 3 },
        { userId: "b", index: 3 },
      ],
      "uses index 3 more than once; every index must be unique",
    ],
    [
      "targetStreams",
      [{ userId: "a" }, { userId: "a", streamType: "screen" }, { userId: "a", streamType: "normal", index: 1 }],
      'names the stream "a" (normal) more than once; name every stream once',
    ],
    ["control", true, "must be an object such as { align, mixed, ignoreSilence, redundantDuration }"],
    ["storageConfig", undefined, "is required: where the slices are uploaded to"],
    ["storageConfig", "tos", `must be an object such as { type: "tos", accountId, bucket, region }`],
  ])("%s: %j", (path, value, message) => {
    expect(problems({ ...SHORTEST, [path]: value })).toEqual([`${path}: ${message}`]);
  });

  const NO_ENDPOINT =
    "is not the address of a storage; use its scheme and host, such as https://obs.cn-north-4.myhuaweicloud.com";
  const tooBig = "2147483648 is more than the API can hold; use at most 2147483647";

  it("does not keep the others from being told, whatever it is", () => {
    const hostile = JSON.parse('{"userId": "a", "streamType": {"toString": 1}}');
    expect(problems({ ...SHORTEST, duration: 0, targetStreams: [hostile, hostile] })).toEqual([
      expect.stringContaining("duration"),
      expect.stringContaining("targetStreams[0].streamType"),
      expect.stringContaining("targetStreams[1].streamType"),
    ]);
  });

  it.each<[path: string, change: object, message: string]>([
    ["targetStreams[0]", { targetStreams: ["host"] }, "must be an object such as { userId, streamType, index }"],
    ["targetStreams[0].userId", { targetStreams: [{}] }, "is required: the user whose stream is sliced"],
    [
      "targetStreams[1].streamType",
      { targetStreams: [{ userId: "a" }, { userId: "b", streamType: 1 }] },
      `1 is the API's code; use "screen"`,
    ],
    [
      "targetStreams[0].index",
      { targetStreams: [{ userId: "a", index: 0.5 }] },
      "0.5 is not valid; use a whole number",
    ],
    ["control.align", { control: { align: 1 } }, "1 is not valid; use true or false"],
    ["control.mixed", { control: { mixed: "no" } }, `"no" is not valid; use true or false`],
    ["control.ignoreSilence", { control: { ignoreSilence: 0 } }, "0 is not valid; use true or false"],
    [
      "control.redundantDuration",
      { control: { redundantDuration: -1 } },
      "-1 is not valid; use 0 or more milliseconds",
    ],
    [
      "control.redundantDuration",
      { control: { redundantDuration: 2.5 } },
      "2.5 is not valid; use a whole number of milliseconds",
    ],
    ["control.redundantDuration", { control: { redundantDuration: 2 ** 31 } }, tooBig],
    ["targetStreams[0].index", { targetStreams: [{ userId: "a", index: 2 ** 31 }] }, tooBig],
    [
      "targetStreams[0].index",
      { targetStreams: [{ userId: "a", index: -(2 ** 31) - 1 }] },
      "-2147483649 is less than the API can hold; use at least -2147483648",
    ],
    ["preflight.level", { preflight: { level: "off" } }, `"off" is not valid; use "bucket" or "write"`],
    ["preflight.levl", { preflight: { level: "write", levl: 1 } }, `is not an argument; did you mean "level"?`],
    ["preflight.endpoint", { preflight: { level: "bucket", endpoint: "obs.example.com" } }, NO_ENDPOINT],
    ["preflight.endpoint", { preflight: { level: "bucket", endpoint: "https://me:secret@a.example" } }, NO_ENDPOINT],
    [
      "preflight.credentials.secretKey",
      { preflight: { level: "bucket", credentials: { accessKey: "a" } } },
      "is required: the secret key that belongs to accessKey",
    ],
    ["storageConfig.region", { storageConfig: { ...TOS, region: 2 ** 31 } }, tooBig],
    ["storageConfig.region", { storageConfig: { ...S3, vendor: "obs", region: 2 ** 31 } }, tooBig],
  ])("%s", (path, change, message) => {
    expect(problems({ ...SHORTEST, ...change })).toEqual([`${path}: ${message}`]);
  });
});

describe("storage", () => {
  const noWords = (title: string) =>
    `is required: ${title} regions have no published words, give the API's integer (see the Region table, document 1167931)`;

  it.each<[storage: unknown, expected: string]>([
    [
      { ...TOS, region: "cn-bejing" },
      `storageConfig.region: "cn-bejing" is not a TOS region; did you mean "cn-beijing"?`,
    ],
    [
      { ...TOS, region: "mars" },
      `storageConfig.region: "mars" is not a TOS region; use one of cn-beijing, cn-guangzhou, cn-shanghai, ap-southeast-1, or the API's integer`,
    ],
    [{ ...S3, region: "us-est-1" }, `storageConfig.region: "us-est-1" is not an S3 region; did you mean "us-east-1"?`],
    [
      { ...S3, vendor: "oss", region: "cn-hangzou" },
      `storageConfig.region: "cn-hangzou" is not an OSS region; did you mean "cn-hangzhou"?`,
    ],
    [{ ...S3, vendor: "obs" }, `storageConfig.region: ${noWords("OBS")}`],
    [{ ...S3, vendor: "cos" }, `storageConfig.region: ${noWords("COS")}`],
    [{ ...S3, vendor: "kodo" }, `storageConfig.region: ${noWords("Kodo")}`],
    [
      { ...TOS, accountId: undefined },
      "storageConfig.accountId: is required: the id of the Volcengine main account that owns the bucket, never a sub-user's",
    ],
    [
      { ...TOS, bucket: "" },
      "storageConfig.bucket: must not be empty: the name of the bucket the slices are uploaded to",
    ],
    [
      { type: "custom", vendor: "s3", bucket: "b" },
      "storageConfig.credentials: is required: { accessKey, secretKey } of an account that may write to the bucket",
    ],
    [
      { ...S3, credentials: { accessKey: "a" } },
      "storageConfig.credentials.secretKey: is required: the secret key that belongs to accessKey",
    ],
    [
      { type: "custom", bucket: "b" },
      `storageConfig.vendor: is required for storage of type "custom"; use one of "s3", "oss", "obs", "cos", "kodo"`,
    ],
    [{ ...S3, vendor: "s4" }, `storageConfig.vendor: "s4" is not a vendor; did you mean "s3"?`],
    [{ ...S3, vendor: 3 }, `storageConfig.vendor: 3 is the API's code; use "cos"`],
    [{ bucket: "b" }, `storageConfig.type: is required; use "tos", or "custom" for a third-party platform`],
    [{ type: 0 }, `storageConfig.type: 0 is the API's code; use "tos"`],
    [{ type: 2 }, `storageConfig.type: 2 is the API's code; use "custom"`],
    [{ type: "TOS" }, `storageConfig.type: "TOS" is not a storage type; did you mean "tos"?`],
  ])("%j", (storage, expected) => {
    expect(problems(withStorage(storage))).toEqual([expected]);
  });

  it.each([
    ["vod", "VOD"],
    [1, "VOD"],
    ["veImageX", "veImageX"],
    [3, "veImageX"],
  ])("of type %j is refused with the reason that the API knows it and segments can't use it", (type, title) => {
    const [problem = "", ...more] = problems(withStorage({ type, bucket: "b" }));
    expect(more).toEqual([]);
    expect(problem).toContain(`storageConfig.type: ${JSON.stringify(type)} (${title}) is in the API's schema, but`);
    expect(problem).toContain(`use "tos", or "custom" for a third-party platform`);
  });

  it.each([7, 9, 17, 23, "eu-central-1", "ap-southeast-2", "us-gov-east-1", "us-gov-west-1"])(
    "in S3 region %j is refused as unsupported",
    (region) => {
      expect(problems(withStorage({ ...S3, region }))).toEqual([
        `storageConfig.region: ${JSON.stringify(region)} is a region RTC can't upload to (unsupported by the API); use a bucket in another region`,
      ]);
    },
  );

  it("in a region of those numbers on another platform is fine", () => {
    for (const region of [7, 9, 17, 23]) expect(problems(withStorage({ ...S3, vendor: "oss", region }))).toEqual([]);
  });
});

describe("unknown keys", () => {
  it.each<[change: object, expected: string]>([
    [{ identifer: "x" }, `identifer: is not an argument; did you mean "identifier"?`],
    [{ AppID: "x" }, `AppID: is not an argument; did you mean "appId"?`],
    [{ control: { algn: true } }, `control.algn: is not an argument; did you mean "align"?`],
    [
      { targetStreams: [{ userId: "a", streamtype: "x" }] },
      `targetStreams[0].streamtype: is not an argument; did you mean "streamType"?`,
    ],
    [withStorage({ ...TOS, buckett: "x" }), `storageConfig.buckett: is not an argument; did you mean "bucket"?`],
    [
      withStorage({ ...S3, credentials: { ...CANARIES, sk: "x" } }),
      "storageConfig.credentials.sk: is not an argument; known are accessKey, secretKey",
    ],
  ])("are problems: %j", (change, expected) => {
    expect(problems({ ...SHORTEST, ...change })).toEqual([expected]);
  });
});

describe("a name in the API's spelling", () => {
  const spelled = (path: string, instead: string) => `${path}: is the API's spelling; ${instead}`;
  const tosLine = 'storageConfig: { type: "tos", accountId, bucket, region }';

  it.each<[change: object, expected: string[]]>([
    [{ Duration: 20 }, [spelled("Duration", "write duration")]],
    [{ control: { Align: true } }, [spelled("control.Align", "write align")]],
    [
      { targetStreams: [{ userId: "a", StreamType: 1 }] },
      [spelled("targetStreams[0].StreamType", 'write streamType: "screen"')],
    ],
    [withStorage({ ...TOS, Region: 2 }), [spelled("storageConfig.Region", "write region")]],
    [
      withStorage({ ...S3, credentials: { ...CANARIES, SecretKey: CANARIES.secretKey } }),
      [spelled("storageConfig.credentials.SecretKey", "write secretKey")],
    ],
    [
      withStorage({ ...S3, AccessKey: CANARIES.accessKey }),
      [spelled("storageConfig.AccessKey", "write credentials: { accessKey, secretKey }")],
    ],
  ])("is recognised with the line to write instead: %j", (change, expected) => {
    expect(problems({ ...SHORTEST, ...change })).toEqual(expected);
  });

  it.each<[storage: object, expected: string[]]>([
    [
      { Type: 0, TosConfig: { Bucket: "b" } },
      [spelled("storageConfig.Type", 'write type: "tos"'), spelled("storageConfig.TosConfig", `write ${tosLine}`)],
    ],
    [{ type: "custom", Vendor: 1, bucket: "b" }, [spelled("storageConfig.Vendor", 'write vendor: "oss"')]],
    [
      { type: "vod", VodConfig: {} },
      [spelled("storageConfig.VodConfig", `segment tasks can't upload there; write ${tosLine}`)],
    ],
  ])("is recognised where the storage is not understood as a whole: %j", (storage, expected) => {
    expect(problems(withStorage(storage))).toEqual(expect.arrayContaining(expected));
  });

  it("is recognised around the list of streams", () => {
    expect(problems({ ...SHORTEST, targetStreams: { StreamList: [] } })).toContain(
      spelled("targetStreams.StreamList", "write the list itself, targetStreams: [{ userId, streamType, index }]"),
    );
  });
});

describe("control inside storageConfig, as in the vendor's sample", () => {
  const hint =
    "stands in the wrong place, where the API is not documented to read it; move it up, beside storageConfig, as `control`";

  it("is refused with the hint where it belongs", () => {
    expect(problems(withStorage({ ...TOS, control: { align: true } }))).toEqual([`storageConfig.control: ${hint}`]);
  });

  it("is refused in the sample's own spelling too", () => {
    const sample = {
      AppId: "661e****543cf",
      BusinessId: "B****23",
      RoomId: "Room1",
      TaskId: "Task1",
      MaxIdleTime: 200,
      TargetStreams: {
        StreamList: [
          { UserId: "user1", StreamType: 0 },
          { UserId: "user1", StreamType: 1 },
        ],
      },
      Duration: 20,
      StorageConfig: {
        Type: 2,
        CustomConfig: { Vendor: 0, Region: 0, Bucket: "b", ...CANARIES },
        Control: { Align: true, Mixed: true, RedundantDuration: 2, IgnoreSilence: true },
      },
    };
    const found = problems(sample);
    expect(found).toContain(`StorageConfig.Control: ${hint}`);
    expect(found).toContain("MaxIdleTime: is the API's spelling; write maxIdleTime");
    expect(found).toContain(
      "TargetStreams: is the API's spelling; write targetStreams: [{ userId, streamType, index }]",
    );
    expect(found.find((line) => line.startsWith("StorageConfig:"))).toContain(
      'write storageConfig: { type: "custom", vendor, bucket, region, credentials: { accessKey, secretKey } }',
    );
    expect(found).toContain("appId: is required: the id of your RTC application");
    expect(found.join("\n")).not.toContain("CANARY");
  });
});

describe("several problems", () => {
  it("are reported all at once, each path once", () => {
    const found = problems({
      roomId: "a/b",
      maxIdleTime: 0,
      identifer: "x",
      targetStreams: [{ userId: "ok" }, { userId: "no good", streamType: "video" }],
      storageConfig: { ...S3, region: 7, credentials: { accessKey: "a" } },
      control: { redundantDuration: -1, mixed: 1 },
    });
    expect(found.map((line) => line.split(":")[0]).sort()).toEqual(
      [
        "appId",
        "roomId",
        "maxIdleTime",
        "identifer",
        "targetStreams[1].userId",
        "targetStreams[1].streamType",
        "storageConfig.region",
        "storageConfig.credentials.secretKey",
        "control.redundantDuration",
        "control.mixed",
      ].sort(),
    );
  });

  it.each([undefined, null, 1, "x", []])("come from inputs that are %j without an exception", (raw) => {
    expect(validate(raw).valid).toBe(false);
  });
});

describe("warnings", () => {
  const lines = (raw: unknown) => warnings(raw).map(formatDiagnostic);

  it("tell that redundantDuration is in milliseconds when it is below 100", () => {
    const warn = (redundantDuration: number) => lines({ ...SHORTEST, control: { redundantDuration } });
    expect(warn(2)).toEqual([
      "control.redundantDuration: 2 is 2 milliseconds; the unit is milliseconds, so for 2 s write 2000",
    ]);
    expect(warn(99)).toHaveLength(1);
    expect(warn(100)).toEqual([]);
    expect(warn(0)).toEqual([]);
  });

  it.each([15, 16, "cn-north-1", "cn-northwest-1"])("tell that S3 region %j is doubtful", (region) => {
    expect(lines(withStorage({ ...S3, region }))).toEqual([
      `storageConfig.region: ${JSON.stringify(region)} is supported according to one page of the API's reference and unsupported according to another; make sure that slices arrive`,
    ]);
  });

  it.each([16, "ap-southeast-3", "eu-west-1", 23])("tell that OSS region %j is doubtful", (region) => {
    expect(lines(withStorage({ ...S3, vendor: "oss", region }))).toEqual([
      `storageConfig.region: ${JSON.stringify(region)} is not on every list of the API's reference; make sure that slices arrive`,
    ]);
  });

  it("are none for anything else", () => {
    expect(lines(FULL)).toEqual([]);
    expect(lines(withStorage({ ...S3, vendor: "oss", region: 15 }))).toEqual([]);
    expect(lines(withStorage({ ...S3, region: 21 }))).toEqual([]);
    expect(lines(undefined)).toEqual([]);
  });
});
