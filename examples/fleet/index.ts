import * as pulumi from "@pulumi/pulumi";
import { type RoomArgs, SegmentTaskGroup } from "pulumi-volcengine-rtc";

const config = new pulumi.Config();
const rooms = config.requireObject<string[]>("rooms");

// On stage only the host counts, and a word must not be cut in two.
const own: Record<string, RoomArgs> = {
  stage: { targetStreams: [{ userId: "host" }], control: { redundantDuration: 1000 } },
};

const fleet = new SegmentTaskGroup("fleet", {
  appId: config.require("appId"),
  rooms: Object.fromEntries(rooms.map((room) => [room, own[room] ?? {}])),
  // Rooms are quiet at night; a task that ended is started again by the next `pulumi up --refresh`.
  maxIdleTime: 8 * 60 * 60,
  storageConfig: { type: "tos", accountId: "2100000990", bucket: "room-audio", region: "cn-shanghai" },
});

export const running = pulumi.interpolate`${fleet.running} of ${fleet.total}`;
export const ended = fleet.tasks.apply((tasks) =>
  Object.entries(tasks)
    .filter(([, task]) => task.status === "ended")
    .map(([room, task]) => `${room}: ${task.stopReason ?? "unknown reason"}`),
);
