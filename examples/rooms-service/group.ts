import type { PulumiFn } from "@pulumi/pulumi/automation/index.js";
import {
  checkSegmentTaskGroup,
  type Diagnostic,
  type RoomOverrides,
  SegmentTaskGroup,
  type SegmentTaskGroupArgs,
} from "pulumi-volcengine-rtc";

/** The rooms that are sliced, each with its own settings. */
export type Rooms = ReadonlyMap<string, RoomOverrides>;

/** What all rooms have in common: make it yours. */
const common = {
  appId: process.env.APP_ID ?? "661e2f8a9c1d4b0012a543cf",
  maxIdleTime: 8 * 60 * 60,
  storageConfig: { type: "tos", accountId: "2100000990", bucket: "room-audio", region: "cn-shanghai" },
} satisfies Omit<SegmentTaskGroupArgs, "rooms">;

/** What each `up` runs. */
export function programOf(rooms: Rooms): PulumiFn {
  return async () => {
    new SegmentTaskGroup("rooms", { ...common, rooms: Object.fromEntries(rooms) });
  };
}

/** All that the package finds wrong with these rooms. Two rooms may disagree, so it takes all to judge one. */
export function problemsOf(rooms: Rooms): Promise<readonly Diagnostic[]> {
  return checkSegmentTaskGroup({ ...common, rooms: Object.fromEntries(rooms) });
}
