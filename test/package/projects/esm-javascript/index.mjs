import { SegmentTask } from "pulumi-volcengine-rtc";
import { verifyCallback } from "pulumi-volcengine-rtc/callback";
import { startEmulator } from "pulumi-volcengine-rtc/emulator";
import { packArgs } from "pulumi-volcengine-rtc/policy";
import { task } from "pulumi-volcengine-rtc/provider";

const lobby = new SegmentTask("lobby", {
  appId: "661e2f8a9c1d4b0012a543cf",
  roomId: "lobby",
  storageConfig: { type: "tos", accountId: "2100000990", bucket: "room-audio", region: "cn-shanghai" },
});

export const status = lobby.status;
export const subpaths = [
  typeof startEmulator,
  typeof packArgs,
  typeof task.create,
  typeof verifyCallback,
  "storage-bucket-allowed",
];
