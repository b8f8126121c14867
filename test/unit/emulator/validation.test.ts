import { describe, expect } from "vitest";
import { it } from "#test/support/emulator-test";
import { call, KEY, startBody, summary } from "./signed-call";

it.override("emulatorOptions", { limits: false });

const custom = { Bucket: "b", AccessKey: "third-party-ak", SecretKey: "third-party-sk" };
const streams = (count: number) => ({
  TargetStreams: {
    StreamList: Array.from({ length: count }, (_, index) => ({ Index: index, UserId: `user${index}` })),
  },
});
const tos = (change: object) => ({ StorageConfig: { TosConfig: { AccountId: "1", Bucket: "b", ...change } } });

describe("StartSegment accepts", () => {
  it.for<[what: string, change: object]>([
    ["the least possible body", {}],
    ["the ends of all ranges", { MaxIdleTime: 86_400, Duration: 600, Identifier: "x".repeat(128) }],
    ["the other ends of all ranges", { MaxIdleTime: 1, Duration: 1, Identifier: "-" }],
    ["every character an id may have", { TaskId: "aZ09_@-.", BusinessId: "b@1", Identifier: "i.d" }],
    ["17 streams", streams(17)],
    ["streams without Index", { TargetStreams: { StreamList: [{ UserId: "u" }, { UserId: "u", StreamType: 1 }] } }],
    ["an empty stream list", { TargetStreams: { StreamList: [] } }],
    ["third-party storage", { StorageConfig: { Type: 2, CustomConfig: custom } }],
    ["a region no table knows", tos({ Region: 99 })],
    ["null for what is optional", { Duration: null, Control: null, TargetStreams: { StreamList: null } }],
    [
      "unknown fields, such as Control inside StorageConfig",
      { StorageConfig: { ...tos({}).StorageConfig, Control: 7 } },
    ],
  ])("%s", async ([_what, change], { emulator }) => {
    expect(summary(await call(emulator, "StartSegment", { body: { ...startBody(), ...change } }))).toBe("200 ok");
  });
});

describe("StartSegment refuses", () => {
  it.for<[what: string, change: object, code: string]>([
    ["no AppId", { AppId: undefined }, ""],
    ["no RoomId", { RoomId: undefined }, ""],
    ["no TaskId", { TaskId: "" }, ""],
    ["an AppId outside the charset", { AppId: "a/b" }, ".IllegalAppId"],
    ["a RoomId outside the charset", { RoomId: "room 1" }, ".IllegalRoomID"],
    ["a TaskId of 129 characters", { TaskId: "t".repeat(129) }, ""],
    ["a BusinessId outside the charset", { BusinessId: "b/1" }, ""],
    ["an Identifier with a slash", { Identifier: "dir/file" }, ""],
    ["MaxIdleTime 0", { MaxIdleTime: 0 }, ""],
    ["MaxIdleTime 86401", { MaxIdleTime: 86_401 }, ""],
    ["Duration 0", { Duration: 0 }, ""],
    ["Duration 601", { Duration: 601 }, ""],
    ["a string for an integer", { Duration: "20" }, ".Unmarshal"],
    ["a fraction for an integer", { Duration: 20.5 }, ".Unmarshal"],
    ["a number for an id", { TaskId: 1 }, ".Unmarshal"],
    ["a string for a boolean", { Handle: "true" }, ".Unmarshal"],
    ["a region name for its number", tos({ Region: "cn-beijing" }), ".Unmarshal"],
    ["18 streams", streams(18), ""],
    [
      "an Index used twice",
      {
        TargetStreams: {
          StreamList: [
            { Index: 1, UserId: "a" },
            { Index: 1, UserId: "b" },
          ],
        },
      },
      "",
    ],
    ["a stream without UserId", { TargetStreams: { StreamList: [{ Index: 1 }] } }, ""],
    ["an unknown StreamType", { TargetStreams: { StreamList: [{ UserId: "a", StreamType: 2 }] } }, ""],
    ["no StorageConfig", { StorageConfig: undefined }, ""],
    ["Type 0 without TosConfig", { StorageConfig: { Type: 0, CustomConfig: custom } }, ""],
    ["Type 2 without CustomConfig", { StorageConfig: { ...tos({}).StorageConfig, Type: 2 } }, ""],
    ["Type 1", { StorageConfig: { ...tos({}).StorageConfig, Type: 1 } }, ""],
    ["Type 3", { StorageConfig: { ...tos({}).StorageConfig, Type: 3 } }, ""],
    ["no AccountId", tos({ AccountId: "" }), ".EmptyAccountId"],
    ["no bucket", tos({ Bucket: undefined }), ""],
    ["an unknown vendor", { StorageConfig: { Type: 2, CustomConfig: { ...custom, Vendor: 5 } } }, ""],
    ["no third-party secret", { StorageConfig: { Type: 2, CustomConfig: { ...custom, SecretKey: "" } } }, ""],
  ])("%s", async ([_what, change, code], { emulator }) => {
    const reply = await call(emulator, "StartSegment", { body: { ...startBody(), ...change } });
    expect(summary(reply)).toBe(`400 InvalidParameter${code}`);
    expect(await emulator.admin.tasks()).toEqual([]);
  });

  it.for([
    ["an empty body", "", "BodyIsEmpty"],
    ["a body that is not JSON", "{", "Unmarshal"],
    ["a JSON list", "[]", "Unmarshal"],
  ] as const)("%s", async ([_what, rawBody, code], { emulator }) => {
    expect(summary(await call(emulator, "StartSegment", { rawBody }))).toBe(`400 InvalidParameter.${code}`);
  });
});

it("never repeats a storage key in an error message", async ({ emulator }) => {
  const body = { ...startBody(), StorageConfig: { Type: 2, CustomConfig: { ...custom, Bucket: "" } } };
  expect((await call(emulator, "StartSegment", { body })).text).not.toContain("third-party");
});

it.for([
  ["UpdateSegment", { ...KEY, Duration: 601 }, ""],
  ["UpdateSegment", { ...KEY, Identifier: "a b" }, ""],
  ["UpdateSegment", { ...KEY, Handle: 1 }, ".Unmarshal"],
  ["StopSegment", { AppId: "a", RoomId: "r" }, ""],
] as const)("%s refuses %j", async ([action, body, code], { emulator }) => {
  await call(emulator, "StartSegment", { body: startBody() });
  expect(summary(await call(emulator, action, { body }))).toBe(`400 InvalidParameter${code}`);
});

it.for(["AppId", "RoomId", "TaskId"])("GetSegmentTask refuses a query without %s", async (name, { emulator }) => {
  expect(summary(await call(emulator, "GetSegmentTask", { query: KEY, without: [name] }))).toBe("400 InvalidParameter");
});
