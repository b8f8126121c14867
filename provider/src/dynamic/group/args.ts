import type { Input } from "@pulumi/pulumi";
import type { RoomOverrides } from "../../segment/group/inputs";
import type { SegmentTaskArgs } from "../segment-task/args";

/**
 * The arguments of a SegmentTaskGroup: everything a SegmentTask takes except `roomId` and `taskId`, for many rooms.
 *
 * A change never touches more rooms than it must: added rooms start, removed rooms stop, changed rooms update in place
 * or restart alone.
 */
export interface SegmentTaskGroupArgs extends Omit<SegmentTaskArgs, "appId" | "identifier" | "roomId" | "taskId"> {
  /**
   * The id of your RTC application. 1 to 128 letters, digits, `_`, `@`, `-` or `.`.
   *
   * **A change replaces the group: all its tasks.**
   * @example "661e2f8a9c1d4b0012a543cf"
   */
  appId: Input<string>;

  /**
   * The rooms: a list of ids, or an object from id to the room's own settings, which win over the group's. An id is 1 to
   * 128 letters, digits, `_`, `@`, `-` or `.`.
   *
   * A change starts the rooms that were added and stops those that were removed; the others run on, unless their own
   * settings changed.
   * @example ["lobby", "stage"]
   * @example { lobby: {}, stage: { duration: 10, targetStreams: [{ userId: "host" }] } }
   */
  rooms: Input<Input<string>[] | Record<string, Input<RoomArgs>>>;

  /**
   * The beginning of the prefix of the names of the slices. Each room's prefix is this, a dash and the room id, so no two
   * rooms share one. 1 to 128 letters, digits, `_`, `@`, `-` or `.`.
   *
   * A change updates all rooms in place.
   * @default random UUIDs made up by the API
   */
  identifier?: Input<string> | undefined;

  /**
   * How many rooms are worked on at the same time. 1 to 1000. The API's limits are kept whatever it is.
   *
   * A change leaves all tasks alone.
   * @default 64
   */
  maxConcurrency?: Input<number> | undefined;
}

/** Settings of one room of a group; what is left out is the group's. */
export type RoomArgs = Pick<SegmentTaskArgs, keyof RoomOverrides>;
