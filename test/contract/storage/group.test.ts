import { expect } from "vitest";
import { CountingGateway } from "#test/support/counting-gateway";
import { S3Server } from "#test/support/s3-server";
import { Fleet } from "#test/unit/group/fleet";
import { it as base } from "#test/unit/group/fleet-test";

const it = base
  .override("fleet", ({ emulator }) => new Fleet(emulator, { callTimeout: 60_000, operationTimeout: 120_000 }))
  .extend("region", () => "us-east-1")
  .extend("storage", async ({ region }, { onCleanup }) => {
    const storage = await S3Server.start(region);
    onCleanup(() => storage.close());
    await storage.key("audio-key");
    await storage.bucket("room-audio", { "audio-key": "all" });
    return storage;
  })
  .extend("gateway", async ({ storage }, { onCleanup }) => {
    const gateway = await CountingGateway.start(storage.endpoint);
    onCleanup(() => gateway.close());
    return gateway;
  });

const ROOMS = Array.from({ length: 1000 }, (_, index) => `room-${index}`);
const stored = (bucket: string, endpoint: string) => ({
  storageConfig: {
    type: "custom",
    vendor: "s3",
    bucket,
    credentials: { accessKey: "audio-key", secretKey: "audio-key-secret" },
  },
  preflight: { level: "bucket", endpoint },
});

it("1,000 rooms in one bucket make one check, and one that fails touches none of them", {
  timeout: 180_000,
}, async ({ fleet, gateway }) => {
  expect(await fleet.up(ROOMS, stored("room-audio", gateway.url))).toHaveLength(1000);
  expect(gateway.requests).toEqual(["HEAD /room-audio/"]);

  const { message } = await fleet.upFails(ROOMS, stored("no-audio", gateway.url));
  expect(message).toMatch(/^SegmentTaskGroup fleet: no room was touched: there is no bucket "no-audio" on Amazon S3/);
  expect(await fleet.changes()).toEqual([]);
  expect(await fleet.running()).toHaveLength(1000);
});
