import { describe, expect, test } from "vitest";
import { checkStorageRegionExplicit } from "#policy/policies/storage-region-explicit";
import { awaited, messages, OSS, stored, TOS, UNKNOWN } from "./views";

describe("storage-region-explicit", () => {
  test.each([
    ["a word", TOS],
    ["the integer 0", { ...TOS, region: 0 }],
    ["something not known yet", { ...TOS, region: UNKNOWN }],
  ])("accepts a region written as %s", (_how, storage) => {
    expect(checkStorageRegionExplicit(stored(storage))).toEqual([]);
  });

  test.each([
    ["tos", { ...TOS, region: undefined }, "cn-beijing"],
    ["s3", { ...OSS, vendor: "s3", region: undefined }, "us-east-1"],
    ["oss", { ...OSS, region: undefined }, "cn-hangzhou"],
  ])("objects to a region of %s that is left out, and says what it then is", (_platform, storage, word) => {
    expect(messages(checkStorageRegionExplicit(stored(storage)))).toEqual([
      `storageConfig.region is "${word}" (left out, so the API's default 0), but must be written. Write the region in which the ` +
        "bucket was created: with another one uploads may fail, and nothing in the API's documents tells of it.",
    ]);
  });

  test("leaves platforms without a default to the provider, which refuses them", () => {
    expect(checkStorageRegionExplicit(stored({ ...OSS, vendor: "cos", region: undefined }))).toEqual([]);
  });

  test.each([
    ["all of the storage", UNKNOWN, "storageConfig"],
    ["the vendor", { ...OSS, region: undefined, vendor: UNKNOWN }, "storageConfig.vendor"],
  ])("waits while %s is not known", (_what, storage, path) => {
    expect(awaited(checkStorageRegionExplicit(stored(storage)))).toEqual([path]);
  });
});
