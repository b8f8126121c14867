import { describe, expect, it } from "vitest";
import type { IdentifiedInputs } from "#segment/inputs";
import { startBody, taskKey, updateBody } from "#segment/request";
import { resolve } from "#segment/resolve";
import { custom, S3, TOS, task } from "#test/support/segment-inputs";

/** The JSON as it leaves, so that an absent optional really is absent. */
const sent = (body: object): unknown => JSON.parse(JSON.stringify(body));
const start = (change: Partial<IdentifiedInputs> = {}) => sent(startBody(task(change)));

const KEY = { AppId: "app1", RoomId: "lobby", TaskId: "task1" };
const TOS_JSON = { Type: 0, TosConfig: { AccountId: "2100000990", Bucket: "room-audio" } };
const SHORTEST_JSON = { ...KEY, StorageConfig: TOS_JSON };

const customJson = (config: object) => ({
  Type: 2,
  CustomConfig: {
    Bucket: "room-audio",
    AccessKey: "CANARY-ACCESS-9f31",
    SecretKey: "CANARY-SECRET-77b0",
    ...config,
  },
});

describe("StartSegment", () => {
  it("carries what is required and nothing else when nothing else was written", () => {
    expect(start()).toEqual(SHORTEST_JSON);
    expect(JSON.stringify(startBody(task()))).toBe(
      '{"AppId":"app1","RoomId":"lobby","TaskId":"task1","StorageConfig":{"Type":0,"TosConfig":{"AccountId":"2100000990","Bucket":"room-audio"}}}',
    );
  });

  it.each<[change: Partial<IdentifiedInputs>, json: object]>([
    [{ appId: "other" }, { AppId: "other" }],
    [{ roomId: "stage" }, { RoomId: "stage" }],
    [{ taskId: "t2" }, { TaskId: "t2" }],
    [{ businessId: "voice" }, { BusinessId: "voice" }],
    [{ identifier: "prefix" }, { Identifier: "prefix" }],
    [{ maxIdleTime: 1 }, { MaxIdleTime: 1 }],
    [{ maxIdleTime: 180 }, { MaxIdleTime: 180 }],
    [{ duration: 600 }, { Duration: 600 }],
    [{ duration: 20 }, { Duration: 20 }],
    [{ handle: true }, { Handle: true }],
    [{ handle: false }, { Handle: false }],
    [{ targetStreams: [{ userId: "host" }] }, { TargetStreams: { StreamList: [{ UserId: "host" }] } }],
    [
      {
        targetStreams: [
          { userId: "host", streamType: "normal", index: 0 },
          { userId: "host", streamType: "screen", index: 1 },
        ],
      },
      {
        TargetStreams: {
          StreamList: [
            { UserId: "host", StreamType: 0, Index: 0 },
            { UserId: "host", StreamType: 1, Index: 1 },
          ],
        },
      },
    ],
    [{ control: { align: true } }, { Control: { Align: true } }],
    [{ control: { mixed: true } }, { Control: { Mixed: true } }],
    [{ control: { ignoreSilence: true } }, { Control: { IgnoreSilence: true } }],
    [{ control: { redundantDuration: 3000 } }, { Control: { RedundantDuration: 3000 } }],
    [
      { control: { align: false, mixed: false, ignoreSilence: false, redundantDuration: 0 } },
      { Control: { Align: false, Mixed: false, IgnoreSilence: false, RedundantDuration: 0 } },
    ],
  ])("of %j carries %j", (change, json) => {
    expect(start(change)).toEqual({ ...SHORTEST_JSON, ...json });
  });

  it.each<[change: Partial<IdentifiedInputs>]>([
    [{ targetStreams: [] }],
    [{ adopt: true }],
    [{ whenEnded: "keep" }],
    [{ triggers: ["x"] }],
  ])("says nothing of %j", (change) => {
    expect(start(change)).toEqual(SHORTEST_JSON);
  });

  it.each<[storage: IdentifiedInputs["storageConfig"], json: object]>([
    [TOS, TOS_JSON],
    [
      { ...TOS, region: "ap-southeast-1" },
      { Type: 0, TosConfig: { AccountId: "2100000990", Bucket: "room-audio", Region: 3 } },
    ],
    [
      { ...TOS, region: "cn-beijing" },
      { Type: 0, TosConfig: { AccountId: "2100000990", Bucket: "room-audio", Region: 0 } },
    ],
    [
      { ...TOS, region: 12 },
      { Type: 0, TosConfig: { AccountId: "2100000990", Bucket: "room-audio", Region: 12 } },
    ],
    [S3, customJson({ Vendor: 0 })],
    [custom({ region: "us-west-2" }), customJson({ Vendor: 0, Region: 3 })],
    [custom({ vendor: "oss", region: "cn-hongkong" }), customJson({ Vendor: 1, Region: 11 })],
    [custom({ vendor: "oss", region: "oss-cn-hongkong" }), customJson({ Vendor: 1, Region: 11 })],
    [custom({ vendor: "obs", region: 4 }), customJson({ Vendor: 2, Region: 4 })],
    [custom({ vendor: "cos", region: 5 }), customJson({ Vendor: 3, Region: 5 })],
    [custom({ vendor: "kodo", region: 6 }), customJson({ Vendor: 4, Region: 6 })],
  ])("gives storage %j as integers", (storageConfig, json) => {
    expect(start({ storageConfig })).toEqual({ ...KEY, StorageConfig: json });
  });

  it("has Control beside StorageConfig, never inside", () => {
    const body = startBody(task({ control: { align: true } }));
    expect(body).toHaveProperty("Control");
    expect(body.StorageConfig).not.toHaveProperty("Control");
  });
});

describe("UpdateSegment", () => {
  it("always carries all that can be updated, so that no default of the API's undoes a setting", () => {
    expect(sent(updateBody(resolve(task({ identifier: "prefix" }))))).toEqual({
      ...KEY,
      Identifier: "prefix",
      Handle: true,
      Duration: 20,
    });
  });

  it("carries the values that were set and no others", () => {
    const change = { handle: false, duration: 30, businessId: "voice", control: { mixed: true }, maxIdleTime: 5 };
    expect(sent(updateBody(resolve(task(change))))).toEqual({
      ...KEY,
      BusinessId: "voice",
      Handle: false,
      Duration: 30,
    });
  });
});

describe("taskKey", () => {
  it("is the three names and nothing else", () => {
    expect(taskKey(task({ businessId: "voice" }))).toEqual(KEY);
  });
});
