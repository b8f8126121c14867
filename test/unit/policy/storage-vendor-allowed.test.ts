import { describe, expect, test } from "vitest";
import { checkStorageVendorAllowed } from "#policy/policies/storage-vendor-allowed";
import { awaited, messages, OSS, stored, TOS, UNKNOWN } from "./views";

describe("storage-vendor-allowed", () => {
  const s3Only = { vendors: ["s3"] as const };

  test("accepts an allowed vendor", () => {
    expect(checkStorageVendorAllowed(stored(OSS), { vendors: ["s3", "oss"] })).toEqual([]);
  });

  test("has nothing to say about TOS", () => {
    expect(checkStorageVendorAllowed(stored(TOS), s3Only)).toEqual([]);
  });

  test("accepts every vendor while nothing is configured", () => {
    expect(checkStorageVendorAllowed(stored(OSS), {})).toEqual([]);
  });

  test("objects to another vendor, by name", () => {
    expect(messages(checkStorageVendorAllowed(stored(OSS), s3Only))).toEqual([
      'storageConfig.vendor is "oss" (Alibaba Cloud OSS), but must be one of "s3". Upload to a bucket of an allowed vendor, ' +
        "or to TOS.",
    ]);
  });

  test("waits while the vendor is not known", () => {
    expect(awaited(checkStorageVendorAllowed(stored({ ...OSS, vendor: UNKNOWN }), s3Only))).toEqual([
      "storageConfig.vendor",
    ]);
  });
});
