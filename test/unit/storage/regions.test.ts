import { describe, expect, it } from "vitest";
import {
  OSS_REGIONS,
  type Platform,
  regionCode,
  regionWord,
  regionWords,
  S3_REGIONS,
  TOS_REGIONS,
} from "#storage/regions";
import { VENDOR_CODES, VENDOR_TITLES, VENDORS, vendorOfCode } from "#storage/vendors";

describe("regions", () => {
  it.each([
    ["tos", TOS_REGIONS, 4],
    ["s3", S3_REGIONS, 25],
    ["oss", OSS_REGIONS, 24],
  ] as const)("of %s are numbered from 0 without a gap", (platform, table, count) => {
    expect(Object.values(table).sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, n) => n));
    expect(regionWords(platform)).toEqual(Object.keys(table));
    for (const [word, code] of Object.entries(table)) {
      expect(regionCode(platform, word)).toBe(code);
      expect(regionWord(platform, code)).toBe(word);
    }
  });

  it.each<[platform: Platform, word: string, code: number]>([
    ["tos", "cn-guangzhou", 1],
    ["s3", "eu-west-1", 4],
    ["s3", "af-south-1", 24],
    ["oss", "us-west-1", 12],
    ["oss", "oss-cn-shenzhen", 7],
    ["oss", "cn-hongkong", 11],
  ])("%s %s is %i", (platform, word, code) => {
    expect(regionCode(platform, word)).toBe(code);
  });

  it("are 0 when absent, themselves as integers, and none when no word fits", () => {
    expect(regionCode("tos", undefined)).toBe(0);
    expect(regionCode("kodo", 7)).toBe(7);
    expect(regionCode("tos", "us-east-1")).toBeUndefined();
    expect(regionCode("s3", "toString")).toBeUndefined();
    expect(regionCode("cos", "ap-beijing")).toBeUndefined();
  });

  it("keep an integer without a word, and a word without an integer", () => {
    expect(regionWord("s3", 99)).toBe(99);
    expect(regionWord("obs", 3)).toBe(3);
    expect(regionWord("tos", "mars")).toBe("mars");
    expect(regionWords("obs")).toEqual([]);
  });
});

describe("vendors", () => {
  it("have the API's integers", () => {
    expect(VENDOR_CODES).toEqual({ s3: 0, oss: 1, obs: 2, cos: 3, kodo: 4 });
    expect(VENDORS.map((vendor) => vendorOfCode(VENDOR_CODES[vendor]))).toEqual(VENDORS);
    expect(vendorOfCode(5)).toBeUndefined();
    expect(Object.keys(VENDOR_TITLES)).toEqual([...VENDORS]);
  });
});
