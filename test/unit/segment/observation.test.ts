import { describe, expect, it } from "vitest";
import type { WireSegmentTask } from "#segment/api/wire";
import type { IdentifiedInputs } from "#segment/inputs";
import { differingFields, observation } from "#segment/observation";
import { startBody } from "#segment/request";
import { resolve } from "#segment/resolve";
import { isOver } from "#segment/status";
import { custom, FULL, S3, TOS, task } from "#test/support/segment-inputs";

const RUNNING: WireSegmentTask = { StartTime: 1_700_000_000_000, EndTime: 0, Status: 2, StopReason: "" };

/** A task as the API shows it after it was started with these inputs. */
const shown = (inputs: IdentifiedInputs): WireSegmentTask => {
  const { MaxIdleTime, TargetStreams, Identifier, Handle, Duration, StorageConfig, Control } = startBody(inputs);
  return {
    ...RUNNING,
    MaxIdleTime: MaxIdleTime ?? 180,
    TargetStreams: TargetStreams ?? { StreamList: [] },
    Identifier: Identifier ?? "made-up-by-the-api",
    Handle: Handle ?? true,
    Duration: Duration ?? 20,
    StorageConfig,
    Control: { Align: false, Mixed: false, IgnoreSilence: false, RedundantDuration: 0, ...Control },
  };
};

describe("what the API says about a task's life", () => {
  it.each([
    [0, "unknown"],
    [1, "notStarted"],
    [2, "running"],
    [3, "ended"],
    [4, "failed"],
    [5, "unknown"],
    [undefined, "unknown"],
  ])("status %j is %s", (Status, expected) => {
    expect(observation({ ...(Status === undefined ? {} : { Status }) }).status).toBe(expected);
  });

  it("has times in ISO 8601, and none that are 0", () => {
    expect(observation(RUNNING)).toEqual({ status: "running", startTime: "2023-11-14T22:13:20.000Z", settings: {} });
    const ended = { ...RUNNING, Status: 3, EndTime: 1_700_000_180_000, StopReason: "IdleTimeOut" };
    expect(observation(ended)).toEqual({
      status: "ended",
      startTime: "2023-11-14T22:13:20.000Z",
      endTime: "2023-11-14T22:16:20.000Z",
      stopReason: "IdleTimeOut",
      settings: {},
    });
  });

  it("is over when it ended, failed or has a reason for its end", () => {
    expect(isOver({ status: "ended" })).toBe(true);
    expect(isOver({ status: "failed" })).toBe(true);
    expect(isOver({ status: "unknown", stopReason: "StopByAPI" })).toBe(true);
    for (const status of ["unknown", "notStarted", "running"] as const) expect(isOver({ status })).toBe(false);
  });
});

describe("the settings of a running task", () => {
  it("are those it was started with, in words and without credentials", () => {
    const { credentials: _, ...storageConfig } = FULL.storageConfig as typeof FULL.storageConfig & {
      credentials: unknown;
    };
    const { settings } = observation(shown(FULL));
    expect(settings).toEqual({
      identifier: "lobby-2026",
      maxIdleTime: 600,
      duration: 30,
      handle: false,
      targetStreams: FULL.targetStreams,
      storageConfig,
      control: FULL.control,
    });
    expect(JSON.stringify(settings)).not.toContain("CANARY");
  });

  it("name a vendor and region without a word by their integers", () => {
    const StorageConfig = {
      Type: 2,
      CustomConfig: { Vendor: 9, Region: 4, Bucket: "b", AccessKey: "", SecretKey: "" },
    };
    expect(observation({ ...RUNNING, StorageConfig }).settings.storageConfig).toEqual({
      type: "custom",
      vendor: 9,
      bucket: "b",
      region: 4,
    });
  });

  it.each([
    ["the shortest task", task()],
    ["every argument", FULL],
    ["S3 without a region", task({ storageConfig: S3 })],
    ["OBS", task({ storageConfig: custom({ vendor: "obs", region: 4 }) })],
    ["the prefix of OSS", task({ storageConfig: custom({ vendor: "oss", region: "oss-cn-heyuan" }) })],
  ])("do not differ from the inputs it was started with: %s", (_, inputs) => {
    expect(differingFields(resolve(inputs), observation(shown(inputs)))).toEqual([]);
  });

  it.each<[field: string, change: Partial<IdentifiedInputs>]>([
    ["identifier", { identifier: "x" }],
    ["maxIdleTime", { maxIdleTime: 5 }],
    ["duration", { duration: 5 }],
    ["handle", { handle: true }],
    ["targetStreams", { targetStreams: [] }],
    ["storageConfig", { storageConfig: TOS }],
    ["storageConfig", { storageConfig: custom({ region: "us-west-1" }) }],
    ["control", { control: { ...FULL.control, mixed: false } }],
  ])("differ from other inputs in %s", (field, change) => {
    expect(differingFields(resolve({ ...FULL, ...change }), observation(shown(FULL)))).toEqual([field]);
  });

  it("differ in nothing the API does not show, or the inputs leave open", () => {
    expect(differingFields(resolve(FULL), observation(RUNNING))).toEqual([]);
    const { identifier: _, ...open } = FULL;
    expect(differingFields(resolve(open), observation(shown(FULL)))).toEqual([]);
  });
});
