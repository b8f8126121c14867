import * as rtc from "pulumi-volcengine-rtc-sdk";

const fleet = new rtc.SegmentTaskGroup("fleet", {
  appId: "661e2f8a9c1d4b0012a543cf",
  rooms: { lobby: {}, stage: { duration: 10, targetStreams: [{ userId: "host" }] } },
  storageConfig: { type: "tos", accountId: "2100000990", bucket: "room-audio", region: "cn-beijing" },
});

export const running = fleet.running;
