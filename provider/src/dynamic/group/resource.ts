import * as pulumi from "@pulumi/pulumi";
import { DYNAMIC_TYPES } from "../../resource-types";
import { LOST_ROOM, LOST_ROOM_PROBLEM, type RoomOverrides } from "../../segment/group/inputs";
import type { RoomTask } from "../../segment/group/state";
import type { StorageConfig } from "../../segment/inputs";
import { hiddenInputs } from "../engine/hidden-inputs";
import { warnAbout } from "../engine/warn";
import type { SegmentTaskGroupArgs } from "./args";

/** As in `SegmentTask`: short, constant, and nothing but the name of this package. */
const PROVIDER = 'exports.handler=()=>require("pulumi-volcengine-rtc/provider").group';

/**
 * Audio segment tasks in many rooms, as one resource.
 *
 * The engine writes its whole state for every resource, so hundreds of SegmentTasks are slow; a group of a thousand
 * rooms runs at the speed the API allows. What fails in one room stops no other: what did start is kept in the state,
 * the error lists the rooms that failed, and the next `up` does the rest.
 *
 * @example
 * ```ts
 * const fleet = new SegmentTaskGroup("fleet", {
 *   appId: "661e2f8a9c1d4b0012a543cf",
 *   rooms: ["lobby", "stage"],
 *   storageConfig: { type: "tos", accountId: "2100000990", bucket: "room-audio", region: "cn-beijing" },
 * });
 * ```
 */
export class SegmentTaskGroup extends pulumi.CustomResource {
  /** @internal Lets policies tell the resource by its class. */
  static readonly __pulumiType = DYNAMIC_TYPES.group;

  /** The id of the RTC application. See {@link SegmentTaskGroupArgs.appId}. */
  declare readonly appId: pulumi.Output<string>;
  /** The rooms, as given. See {@link SegmentTaskGroupArgs.rooms}. */
  declare readonly rooms: pulumi.Output<string[] | Record<string, RoomOverrides>>;
  /** Where the slices of all rooms go; credentials are secret. See {@link SegmentTaskGroupArgs.storageConfig}. */
  declare readonly storageConfig: pulumi.Output<StorageConfig>;
  /** The task of each room, by room id. */
  declare readonly tasks: pulumi.Output<Record<string, RoomTask>>;
  /** How many tasks were running when they were last looked at. */
  declare readonly running: pulumi.Output<number>;
  /** How many tasks there are, running or not. */
  declare readonly total: pulumi.Output<number>;

  /**
   * @param name The name of the resource. It is part of the derived task ids.
   * @param args The rooms, what to slice, how, and where to upload it.
   */
  constructor(name: string, args: SegmentTaskGroupArgs, opts: pulumi.CustomResourceOptions = {}) {
    const { rooms } = args;
    if (typeof rooms === "object" && Object.hasOwn(rooms, LOST_ROOM)) throw new Error(`rooms: ${LOST_ROOM_PROBLEM}`);
    const outputs = { tasks: undefined, running: undefined, total: undefined };
    super(
      DYNAMIC_TYPES.group,
      name,
      { ...outputs, ...args, ...hiddenInputs(name, args, opts), __provider: PROVIDER },
      opts,
    );
    warnAbout(this, args);
  }
}
