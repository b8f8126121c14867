import * as rtc from "pulumi-volcengine-rtc-sdk";

const lobby = new rtc.SegmentTask("lobby", {
  appId: "661e2f8a9c1d4b0012a543cf",
  roomId: "lobby",
  duration: 30,
  storageConfig: { type: "tos", accountId: "2100000990", bucket: "room-audio", region: "cn-shanghai" },
});

export const status = lobby.status;
