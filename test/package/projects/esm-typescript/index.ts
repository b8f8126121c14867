import * as pulumi from "@pulumi/pulumi";
import { SegmentTask, type SegmentTaskArgs } from "pulumi-volcengine-rtc";
import { type CallbackEvent, verifyCallback } from "pulumi-volcengine-rtc/callback";
import { type Emulator, startEmulator } from "pulumi-volcengine-rtc/emulator";
import { type PackConfig, packArgs } from "pulumi-volcengine-rtc/policy";
import { task } from "pulumi-volcengine-rtc/provider";

const args: SegmentTaskArgs = {
  appId: "661e2f8a9c1d4b0012a543cf",
  roomId: "lobby",
  storageConfig: { type: "tos", accountId: "2100000990", bucket: "room-audio", region: "cn-shanghai" },
};
const lobby = new SegmentTask("lobby", args);

const policies: PackConfig = { "storage-bucket-allowed": { buckets: ["room-*"] } };
const start: () => Promise<Emulator> = startEmulator;
const verify: (body: string, secretKey: string) => CallbackEvent = verifyCallback;

export const status = lobby.status;
export const subpaths = pulumi.output([
  typeof start,
  typeof packArgs,
  typeof task.create,
  typeof verify,
  Object.keys(policies)[0],
]);
