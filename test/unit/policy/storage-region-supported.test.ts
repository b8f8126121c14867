import { describe, expect, test } from "vitest";
import { checkStorageRegionSupported } from "#policy/policies/storage-region-supported";
import { awaited, messages, OSS, stored, TOS, UNKNOWN } from "./views";

const s3 = (region: unknown) => stored({ ...OSS, vendor: "s3", region });

describe("storage-region-supported", () => {
  test.each([
    ["TOS", stored(TOS)],
    ["S3", s3("us-east-1")],
    ["a platform without a table", stored({ ...OSS, vendor: "kodo", region: 99 })],
    ["the default", s3(undefined)],
  ])("accepts a supported region of %s", (_platform, view) => {
    expect(checkStorageRegionSupported(view, {})).toEqual([]);
  });

  test.each(["eu-central-1", 9, "us-gov-east-1", 23])("objects to the unsupported S3 region %s", (region) => {
    const [message] = messages(checkStorageRegionSupported(s3(region), { allowDoubtful: true }));
    expect(message).toMatch(/on Amazon S3, where RTC can't upload to, but must be a supported one\. Use a bucket/);
  });

  test.each(["cn-north-1", 16])("objects to the doubtful S3 region %s, unless that is allowed", (region) => {
    const [message] = messages(checkStorageRegionSupported(s3(region), {}));
    expect(message).toMatch(/unsupported according to another, but must be surely supported/);
    expect(checkStorageRegionSupported(s3(region), { allowDoubtful: true })).toEqual([]);
  });

  test.each(["me-east-1", 16])("objects to the doubtful OSS region %s, unless that is allowed", (region) => {
    const view = stored({ ...OSS, region });
    const [message] = messages(checkStorageRegionSupported(view, {}));
    expect(message).toMatch(/is not on every list of the API's reference, but must be surely supported/);
    expect(checkStorageRegionSupported(view, { allowDoubtful: true })).toEqual([]);
  });

  test("objects to an integer that no table has, unless that is allowed", () => {
    const view = stored({ ...TOS, region: 4 });
    expect(messages(checkStorageRegionSupported(view, {}))).toEqual([
      "storageConfig.region is 4 on TOS, which is in no published table, but must be one of 0 to 3. Write the region as a word, " +
        "or make sure that slices arrive and set `allowDoubtful`.",
    ]);
    expect(checkStorageRegionSupported(view, { allowDoubtful: true })).toEqual([]);
  });

  test("waits while the region is not known", () => {
    expect(awaited(checkStorageRegionSupported(s3(UNKNOWN), {}))).toEqual(["storageConfig.region"]);
  });
});
