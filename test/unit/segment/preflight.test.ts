import { describe, expect, it } from "vitest";
import { PreflightChecks } from "#segment/preflight/preflight-checks";
import { requestFor } from "#segment/preflight/request";
import { probe } from "#storage/probe/probe";
import { CANARIES, custom, TOS } from "#test/support/segment-inputs";

const settings = {
  accessKey: "account-access-key",
  secretKey: "account-secret-key",
  region: "cn-north-1",
  callTimeout: 1_000,
  operationTimeout: 1_000,
};
const VENDOR = { ...settings, endpoint: "https://rtc.volcengineapi.com" };
const EMULATOR = { ...settings, endpoint: "http://127.0.0.1:4010" };
const obs = custom({ vendor: "obs", region: 3 });

describe("the check that a storage is due", () => {
  it("is of the bucket alone where the program says nothing and the endpoint follows from the region", () => {
    expect(requestFor({ storageConfig: TOS }, VENDOR)).toMatchObject({
      platform: "tos",
      region: "cn-beijing",
      accountId: "2100000990",
      level: "bucket",
      keys: { accessKey: "account-access-key", title: "the key to the API" },
    });
    expect(requestFor({ storageConfig: custom({ region: 3 }) }, VENDOR)).toMatchObject({
      platform: "s3",
      region: "us-west-2",
      level: "bucket",
      keys: { ...CANARIES, title: "storageConfig.credentials" },
    });
  });

  it.each([
    ["the program wants none", { storageConfig: TOS, preflight: "off" as const }, VENDOR],
    ["something stands in for the API", { storageConfig: TOS }, EMULATOR],
    ["no endpoint is known", { storageConfig: obs }, VENDOR],
  ])("is none where %s", (_why, inputs, given) => {
    expect(requestFor(inputs, given)).toBeUndefined();
  });

  it("is what the program asks for, whatever stands in for the API", () => {
    expect(requestFor({ storageConfig: TOS, preflight: "write", identifier: "lobby" }, EMULATOR)).toMatchObject({
      level: "write",
      prefix: "lobby",
    });
  });

  it("without an endpoint is not known, and says what to name", async () => {
    const request = requestFor({ storageConfig: obs, preflight: "bucket" }, VENDOR);
    expect(request && (await probe(request))).toEqual({
      verdict: "notKnown",
      detail: expect.stringContaining("Name it: preflight.endpoint"),
    });
  });

  it("looks with other keys where the program gives some: instead of the account's, and after those of the slices", () => {
    const preflight = { level: "bucket" as const, credentials: { accessKey: "look", secretKey: "look-secret" } };
    const title = "preflight.credentials";
    expect(requestFor({ storageConfig: TOS, preflight }, VENDOR)).toMatchObject({ keys: { accessKey: "look", title } });
    expect(requestFor({ storageConfig: custom(), preflight }, VENDOR)).toMatchObject({
      keys: { ...CANARIES },
      lookKeys: { accessKey: "look", title },
    });
  });
});

describe("a warning", () => {
  const unknown = { storageConfig: obs, preflight: "bucket" as const };

  it("comes once for a bucket, however many tasks share it, and without what is secret", async () => {
    const lines: string[] = [];
    const checks = new PreflightChecks(
      () => VENDOR,
      (line) => lines.push(line),
    );
    const time = { left: 1_000 };
    await Promise.all(
      [1, 2, 3].map((room) => checks.ensure({ ...unknown, identifier: `room-${room}` }, time, ["room-audio"])),
    );

    expect(lines).toEqual([expect.stringMatching(/^warning: .* bucket "\*\*\*" .*\. Tasks are started all the same$/)]);
  });
});
