import { describe, expect, test } from "vitest";
import { territoryOf } from "#storage/region-places";
import { type Platform, regionCode, regionWords } from "#storage/regions";

describe("where a region lies", () => {
  test.each<[platform: Platform, region: string | number | undefined, territory: string | undefined]>([
    ["tos", "ap-southeast-1", "Malaysia"],
    ["s3", "ap-southeast-1", "Singapore"],
    ["oss", "oss-ap-southeast-1", "Singapore"],
    ["oss", "cn-hongkong", "Hong Kong"],
    ["oss", 11, "Hong Kong"],
    ["s3", "ap-east-1", "Hong Kong"],
    ["tos", undefined, "mainland China"],
    ["s3", undefined, "the United States"],
    ["obs", 0, undefined],
    ["obs", undefined, undefined],
    ["oss", 99, undefined],
    ["tos", "toString", undefined],
  ])("%s %s is in %s", (platform, region, territory) => {
    expect(territoryOf(platform, region)).toBe(territory);
  });

  test.each<Platform>(["tos", "s3", "oss"])("is known for every region of %s, by word and by integer", (platform) => {
    for (const word of regionWords(platform)) {
      expect([word, territoryOf(platform, word)]).toEqual([word, expect.any(String)]);
      expect(territoryOf(platform, regionCode(platform, word))).toBe(territoryOf(platform, word));
    }
  });
});
