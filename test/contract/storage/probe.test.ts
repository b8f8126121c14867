import { it as base, describe, expect } from "vitest";
import { probe } from "#storage/probe/probe";
import type { ProbeRequest, StorageKeys } from "#storage/probe/request";
import type { Verdict } from "#storage/probe/verdict";
import { KEYS, roomAudioIn } from "#test/support/room-audio";
import type { Keys, S3Server } from "#test/support/s3-server";

const named = ({ accessKey, secretKey }: Keys): StorageKeys => ({
  accessKey,
  secretKey,
  title: "storageConfig.credentials",
});
const OF_SLICES = {
  all: named(KEYS.all),
  read: named(KEYS.read),
  write: named(KEYS.write),
  none: named(KEYS.none),
};

const it = base
  .extend("america", { scope: "file" }, roomAudioIn("us-east-1"))
  .extend("europe", { scope: "file" }, roomAudioIn("eu-west-1"))
  .extend(
    "request",
    ({ america }) =>
      (change: Partial<ProbeRequest> = {}): ProbeRequest => ({
        platform: "s3",
        bucket: "room-audio",
        region: "us-east-1",
        level: "bucket",
        endpoint: america.endpoint,
        keys: OF_SLICES.all,
        ...change,
      }),
  );

describe("a bucket on a real S3 server", () => {
  it.for<[what: string, change: (other: S3Server) => Partial<ProbeRequest>, verdict: Verdict]>([
    ["right", () => ({}), "good"],
    ["right, for keys that may only read", () => ({ keys: OF_SLICES.read }), "good"],
    ["not told by keys that may only write", () => ({ keys: OF_SLICES.write }), "notProved"],
    ["not told by keys without rights", () => ({ keys: OF_SLICES.none }), "notProved"],
    [
      "told by other keys than those of the slices",
      () => ({ keys: OF_SLICES.write, lookKeys: OF_SLICES.read }),
      "good",
    ],
    ["in another region", (other) => ({ endpoint: other.endpoint }), "wrongRegion"],
    ["in another region, for any keys", (other) => ({ endpoint: other.endpoint, keys: OF_SLICES.none }), "wrongRegion"],
    ["missing", () => ({ bucket: "audio-b" }), "missing"],
    ["behind an access key that nobody has", () => ({ keys: { ...OF_SLICES.all, accessKey: "nobody" } }), "wrongKeys"],
    ["behind another secret key", () => ({ keys: { ...OF_SLICES.all, secretKey: "other" } }), "wrongKeys"],
    [
      "at a place of which only the storage knows the region",
      (other) => ({ platform: "obs", region: 3, endpoint: other.endpoint }),
      "good",
    ],
  ])("is %s", async ([, change, verdict], { europe, request }) => {
    expect((await probe(request(change(europe)))).verdict).toBe(verdict);
  });

  it("is written to and cleared again by keys that may do all", async ({ america, request }) => {
    expect(await probe(request({ level: "write", prefix: "lobby" }))).toEqual({
      verdict: "good",
      detail: 'bucket "room-audio" on Amazon S3 is there in us-east-1, and storageConfig.credentials may write there',
    });
    expect(await america.objects("room-audio")).toEqual([]);
  });

  it.for(["read", "none"] as const)(
    "may not be written to by keys with %s rights",
    async (rights, { america, request }) => {
      expect(await probe(request({ level: "write", keys: OF_SLICES[rights] }))).toMatchObject({
        verdict: "mayNotWrite",
      });
      expect(await america.objects("room-audio")).toEqual([]);
    },
  );

  it("keeps one object when keys may write but not remove, and the verdict names it", async ({ america, request }) => {
    await america.bucket("audio-kept", { [KEYS.write.accessKey]: "write" });
    const written = { bucket: "audio-kept", level: "write", keys: OF_SLICES.write, prefix: "lobby" } as const;

    for (const _time of ["first", "second"]) {
      const { verdict, left } = await probe(request(written));
      expect({ verdict, left }).toEqual({ verdict: "good", left: "lobby-volcengine-rtc-preflight" });
    }
    expect(await america.objects("audio-kept")).toEqual(["lobby-volcengine-rtc-preflight"]);
  });

  it("of TOS is compared with the account that is said to own it", async ({ america, request }) => {
    await america.bucket("audio-tos", { [KEYS.all.accessKey]: "all" });
    await america.giveTo("audio-tos", KEYS.all.accessKey);
    const tos = { platform: "tos", region: "us-east-1", bucket: "audio-tos" } as const;

    expect(await probe(request({ ...tos, accountId: KEYS.all.accessKey }))).toMatchObject({
      verdict: "good",
      detail: expect.stringContaining("RTC writes to TOS with a role of its own"),
    });
    expect(await probe(request({ ...tos, accountId: "2100000990" }))).toMatchObject({ verdict: "notProved" });
  });
});
