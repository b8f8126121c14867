import { afterAll, beforeAll, expect, it } from "vitest";
import { CountingGateway } from "#test/support/counting-gateway";
import { S3Server } from "#test/support/s3-server";
import { Fleet } from "#test/unit/group/fleet";

let fleet: Fleet;
let storage: S3Server;
let gateway: CountingGateway;
beforeAll(async () => {
  storage = await S3Server.start("us-east-1");
  gateway = await CountingGateway.start(storage.endpoint);
  await storage.key("audio-key");
  await storage.bucket("room-audio", { "audio-key": "all" });
  fleet = await Fleet.start({ callTimeout: 60_000, operationTimeout: 120_000 });
});
afterAll(() => Promise.all([fleet?.close(), gateway?.close(), storage?.close()]));

const ROOMS = Array.from({ length: 1000 }, (_, index) => `room-${index}`);
const stored = (bucket: string) => ({
  storageConfig: {
    type: "custom",
    vendor: "s3",
    bucket,
    credentials: { accessKey: "audio-key", secretKey: "audio-key-secret" },
  },
  preflight: { level: "bucket", endpoint: gateway.url },
});

it("1,000 rooms in one bucket make one check, and one that fails touches none of them", {
  timeout: 180_000,
}, async () => {
  expect(await fleet.up(ROOMS, stored("room-audio"))).toHaveLength(1000);
  expect(gateway.requests).toEqual(["HEAD /room-audio/"]);

  const { message } = await fleet.upFails(ROOMS, stored("no-audio"));
  expect(message).toMatch(/^SegmentTaskGroup fleet: no room was touched: there is no bucket "no-audio" on Amazon S3/);
  expect(await fleet.changes()).toEqual([]);
  expect(await fleet.running()).toHaveLength(1000);
});
