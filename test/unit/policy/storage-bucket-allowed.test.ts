import { describe, expect, test } from "vitest";
import { checkStorageBucketAllowed } from "#policy/policies/storage-bucket-allowed";
import { awaited, messages, OSS, stored, TOS, UNKNOWN } from "./views";

describe("storage-bucket-allowed", () => {
  test.each([
    ["by its name", ["room-audio"]],
    ["by a glob", ["logs", "room-*"]],
    ["by its platform and name", ["tos/room-audio"]],
    ["by its platform and a glob", ["tos/*-audio"]],
  ])("accepts a bucket allowed %s", (_how, buckets) => {
    expect(checkStorageBucketAllowed(stored(TOS), { buckets })).toEqual([]);
  });

  test("accepts every bucket while nothing is configured", () => {
    expect(checkStorageBucketAllowed(stored(TOS), {})).toEqual([]);
  });

  test.each([
    ["another name", ["room-audio-2"]],
    ["the same name on another platform", ["tos/stage-audio"]],
    ["a glob of another beginning", ["room-*"]],
  ])("objects to a bucket when the list has %s", (_what, buckets) => {
    expect(messages(checkStorageBucketAllowed(stored(OSS), { buckets }))).toEqual([
      `storageConfig.bucket is "stage-audio" on oss, but must match one of "${buckets[0]}". Name an allowed bucket: nothing ` +
        "in the API's documents tells of audio that went to a wrong one.",
    ]);
  });

  test("takes a name with the signs of a glob literally as well", () => {
    expect(checkStorageBucketAllowed(stored({ ...TOS, bucket: "a[b]" }), { buckets: ["a[b]"] })).toEqual([]);
  });

  test("matches a name that begins with a dot like any other", () => {
    expect(checkStorageBucketAllowed(stored({ ...TOS, bucket: ".audio" }), { buckets: ["*audio"] })).toEqual([]);
  });

  test("waits while the bucket is not known", () => {
    expect(awaited(checkStorageBucketAllowed(stored({ ...TOS, bucket: UNKNOWN }), { buckets: ["a"] }))).toEqual([
      "storageConfig.bucket",
    ]);
  });

  test("waits for the vendor only when the list depends on it", () => {
    const view = stored({ ...OSS, vendor: UNKNOWN });
    expect(checkStorageBucketAllowed(view, { buckets: ["stage-audio"] })).toEqual([]);
    expect(awaited(checkStorageBucketAllowed(view, { buckets: ["oss/stage-audio"] }))).toEqual([
      "storageConfig.vendor",
    ]);
  });
});
