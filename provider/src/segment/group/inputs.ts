import type { RoomField } from "../fields";
import type { SegmentInputs } from "../inputs";

/** A room's own settings in a group, plain and known; they win over the group's. See `RoomArgs`. */
export type RoomOverrides = Pick<SegmentInputs, RoomField>;

/** A room that can't be one of a group. */
export const LOST_ROOM = "__proto__";

export const LOST_ROOM_PROBLEM = `"${LOST_ROOM}" can't be a room of a group, as a key of that name gets lost between Pulumi's processes; use a SegmentTask`;

/** The plain, known inputs of a group. */
export type GroupInputs = Omit<SegmentInputs, "roomId" | "taskId"> & {
  rooms: string[] | Record<string, RoomOverrides>;
  maxConcurrency?: number | undefined;
};
