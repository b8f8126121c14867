import type { RoomField } from "../fields";
import type { SegmentInputs } from "../inputs";

/** A room's own settings in a group, plain and known; they win over the group's. See `RoomArgs`. */
export type RoomOverrides = Pick<SegmentInputs, RoomField>;

/** The plain, known inputs of a group. */
export type GroupInputs = Omit<SegmentInputs, "roomId" | "taskId"> & {
  rooms: string[] | Record<string, RoomOverrides>;
  maxConcurrency?: number | undefined;
};
