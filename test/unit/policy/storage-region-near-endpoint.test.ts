import { describe, expect, test } from "vitest";
import { checkStorageRegionNearEndpoint } from "../../../provider/src/policy/policies/storage-region-near-endpoint";
import { awaited, messages, OSS, stored, TOS, UNKNOWN } from "./views";

const MAINLAND = "https://rtc.volcengineapi.com";
const OVERSEAS = "https://open-ap-singapore-1.volcengineapi.com";
const S3 = { ...OSS, vendor: "s3" };

describe("storage-region-near-endpoint", () => {
  test.each([
    ["mainland", TOS, MAINLAND],
    ["mainland", { ...S3, region: "cn-north-1" }, MAINLAND],
    ["overseas", { ...TOS, region: 3 }, OVERSEAS],
    ["overseas", { ...OSS, region: "cn-hongkong" }, OVERSEAS],
    ["overseas", { ...S3, region: "us-east-1" }, "https://open.byteplusapi.com"],
  ])("accepts a %s bucket beside its endpoint", (_site, storage, endpoint) => {
    expect(checkStorageRegionNearEndpoint(stored(storage), {}, { endpoint })).toEqual([]);
  });

  test("objects to a bucket overseas and calls to the mainland, and names the better endpoint", () => {
    const view = stored({ ...TOS, region: "ap-southeast-1" });
    expect(messages(checkStorageRegionNearEndpoint(view, {}, { endpoint: MAINLAND }))).toEqual([
      'storageConfig.region is "ap-southeast-1", which is overseas, but the calls go to the mainland endpoint. Set the ' +
        "configuration volcengine:endpoint to open-ap-singapore-1.volcengineapi.com, or use a bucket near the endpoint.",
    ]);
  });

  test("objects to a bucket in the mainland and calls overseas, also when the region is left out", () => {
    const [message] = messages(
      checkStorageRegionNearEndpoint(stored({ ...TOS, region: undefined }), {}, { endpoint: OVERSEAS }),
    );
    expect(message).toMatch(/"cn-beijing" .*which is mainland, but .*overseas endpoint.* to rtc\.volcengineapi\.com/);
  });

  test("believes its configuration more than what the provider uses", () => {
    const view = stored({ ...TOS, region: "ap-southeast-1" });
    expect(checkStorageRegionNearEndpoint(view, { endpoint: "overseas" }, { endpoint: MAINLAND })).toEqual([]);
  });

  test("takes the mainland endpoint for granted when nothing is told", () => {
    expect(checkStorageRegionNearEndpoint(stored({ ...TOS, region: 3 }), {}, {})).toHaveLength(1);
  });

  test.each([
    ["an endpoint of one's own", { ...TOS, region: 3 }, "http://127.0.0.1:4010"],
    ["a region without a word", { ...OSS, vendor: "obs", region: 3 }, MAINLAND],
  ])("says nothing about %s", (_what, storage, endpoint) => {
    expect(checkStorageRegionNearEndpoint(stored(storage), {}, { endpoint })).toEqual([]);
  });

  test("waits while the region is not known", () => {
    expect(awaited(checkStorageRegionNearEndpoint(stored({ ...TOS, region: UNKNOWN }), {}, {}))).toEqual([
      "storageConfig.region",
    ]);
  });
});
