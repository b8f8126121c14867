import { describe, expect, test } from "vitest";
import { checkStorageRegionAllowed } from "#policy/policies/storage-region-allowed";
import { awaited, messages, OSS, stored, TOS, UNKNOWN } from "./views";

describe("storage-region-allowed", () => {
  test.each([
    ["a word", TOS, ["cn-beijing"]],
    ["an integer, by its word", { ...TOS, region: 0 }, ["cn-beijing"]],
    ["a word, by its integer", TOS, ["tos/0"]],
    ["the default, by its word", { type: "tos", accountId: "1", bucket: "b" }, ["cn-beijing"]],
    ["a word, by a glob", TOS, ["cn-*"]],
    ["a word, by its platform", OSS, ["oss/cn-hangzhou"]],
    ["OSS's long word, by the short one", { ...OSS, region: "oss-cn-hangzhou" }, ["cn-hangzhou"]],
    ["OSS's short word, by the long one", OSS, ["oss-cn-hangzhou"]],
    ["an integer without a word", { ...OSS, vendor: "obs", region: 3 }, ["obs/3"]],
  ])("accepts a region given as %s", (_how, storage, regions) => {
    expect(checkStorageRegionAllowed(stored(storage), { regions })).toEqual([]);
  });

  test("accepts every region while nothing is configured", () => {
    expect(checkStorageRegionAllowed(stored(TOS), {})).toEqual([]);
  });

  test("objects to another region, in words", () => {
    expect(messages(checkStorageRegionAllowed(stored({ ...TOS, region: 3 }), { regions: ["cn-*"] }))).toEqual([
      'storageConfig.region is "ap-southeast-1" (written 3) on tos (Malaysia), but must match one of "cn-*". Upload to a bucket in an ' +
        "allowed region, and write the region of that bucket.",
    ]);
  });

  test("objects to a default that is not allowed, and says that it is the default", () => {
    const [message] = messages(
      checkStorageRegionAllowed(stored({ ...OSS, region: undefined }), { regions: ["oss/cn-shanghai"] }),
    );
    expect(message).toContain('is "cn-hangzhou" (left out, so the API\'s default 0) on oss');
  });

  test.each(["cn-*", "oss/cn-*", "oss-cn-h*"])("does not take Hong Kong for a part of what %s means", (pattern) => {
    const hongKong = stored({ ...OSS, region: "cn-hongkong" });
    expect(messages(checkStorageRegionAllowed(hongKong, { regions: [pattern] }))[0]).toContain("(Hong Kong)");
    expect(checkStorageRegionAllowed(stored(OSS), { regions: [pattern] })).toEqual([]);
  });

  test.each(["cn-hongkong", "oss/cn-hongkong", "oss/11", "oss/*"])("accepts Hong Kong by %s", (pattern) => {
    expect(checkStorageRegionAllowed(stored({ ...OSS, region: "cn-hongkong" }), { regions: [pattern] })).toEqual([]);
  });

  test("does not take an integer of one platform for that of another", () => {
    const huawei = stored({ ...OSS, vendor: "obs", region: 0 });
    expect(checkStorageRegionAllowed(huawei, { regions: ["tos/0"] })).toHaveLength(1);
  });

  test.each(["region", "vendor"])("waits while the %s is not known", (field) => {
    const view = stored({ ...OSS, [field]: UNKNOWN });
    expect(awaited(checkStorageRegionAllowed(view, { regions: ["cn-*"] }))).toEqual([`storageConfig.${field}`]);
  });
});
