import { describe, expect, test } from "vitest";
import { checkStorageRegionNearEndpoint } from "#policy/policies/storage-region-near-endpoint";
import { awaited, messages, OSS, stored, TOS, UNKNOWN } from "./views";

const MAINLAND = "https://rtc.volcengineapi.com";
const OVERSEAS = "https://open-ap-singapore-1.volcengineapi.com";
const S3 = { ...OSS, vendor: "s3" };

describe("storage-region-near-endpoint", () => {
  test.each([
    ["in the mainland, called in the mainland", TOS, MAINLAND],
    ["in the mainland, called overseas", TOS, OVERSEAS],
    ["overseas, called overseas", { ...TOS, region: 3 }, OVERSEAS],
    ["of S3 in the mainland", { ...S3, region: "cn-north-1" }, MAINLAND],
    ["in Hong Kong", { ...OSS, region: "cn-hongkong" }, MAINLAND],
  ])("says nothing about a bucket %s", (_where, storage, endpoint) => {
    expect(checkStorageRegionNearEndpoint(stored(storage), {}, { endpoint })).toEqual([]);
  });

  test("objects to a bucket overseas and calls to the mainland, and names the region to configure", () => {
    const view = stored({ ...TOS, region: "ap-southeast-1" });
    expect(messages(checkStorageRegionNearEndpoint(view, {}, { endpoint: MAINLAND }))).toEqual([
      'storageConfig.region is "ap-southeast-1" on tos, in Malaysia, but the calls go to the mainland endpoint. Set the ' +
        "configuration volcengine:region to ap-singapore-1, and leave volcengine:endpoint out: the overseas endpoint comes " +
        "with that region, and wants calls signed for it.",
    ]);
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
    ["the endpoint of another service", { ...S3, region: "us-east-1" }, "https://open.byteplusapi.com"],
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
