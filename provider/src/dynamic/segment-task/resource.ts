import * as pulumi from "@pulumi/pulumi";
import { DYNAMIC_TYPES } from "../../resource-types";
import { SEGMENT_FIELDS } from "../../segment/fields";
import type { Preflight, ResolvedControl, SegmentField, StorageConfig, TargetStream } from "../../segment/inputs";
import type { TaskStatus } from "../../segment/status";
import type { TaskState } from "../../segment/task/state";
import { hiddenInputs } from "../engine/hidden-inputs";
import { warnAbout } from "../engine/warn";
import type { SegmentTaskArgs } from "./args";
import { replacementOrder } from "./replacement-order";

/**
 * The code that Pulumi's dynamic provider process runs for a SegmentTask. It is part of the state of every resource, so
 * it is short, never changes, and holds nothing but the name of this package.
 */
const PROVIDER = 'exports.handler=()=>require("pulumi-volcengine-rtc/provider").task';

const SEEN = { status: 0, startTime: 0, endTime: 0, stopReason: 0 } satisfies Record<
  Exclude<keyof TaskState, SegmentField>,
  0
>;

/** Every output there will be: what a resource is not registered with is silently undefined. */
const OUTPUTS: readonly (keyof SegmentTask)[] = [...SEGMENT_FIELDS, ...(Object.keys(SEEN) as (keyof typeof SEEN)[])];
const NOT_YET = Object.fromEntries(OUTPUTS.map((name) => [name, undefined]));

/**
 * A running audio segment task: it cuts the audio of a room into slices and uploads them to a bucket.
 *
 * Creating it calls StartSegment, deleting it StopSegment. `identifier`, `handle` and `duration` change in place; any
 * other change starts another task and stops the old one.
 *
 * @example
 * ```ts
 * const lobby = new SegmentTask("lobby", {
 *   appId: "661e2f8a9c1d4b0012a543cf",
 *   roomId: "lobby",
 *   storageConfig: { type: "tos", accountId: "2100000990", bucket: "room-audio", region: "cn-beijing" },
 * });
 * ```
 * @example Only the host, with slices that overlap by a second, uploaded to Alibaba Cloud
 * ```ts
 * const stage = new SegmentTask("stage", {
 *   appId: "661e2f8a9c1d4b0012a543cf",
 *   roomId: "stage",
 *   targetStreams: [{ userId: "host" }],
 *   control: { redundantDuration: 1000 },
 *   storageConfig: {
 *     type: "custom",
 *     vendor: "oss",
 *     bucket: "stage-audio",
 *     region: "cn-hangzhou",
 *     credentials: { accessKey: config.requireSecret("ossAccessKey"), secretKey: config.requireSecret("ossSecretKey") },
 *   },
 * });
 * ```
 */
export class SegmentTask extends pulumi.CustomResource {
  /** @internal Lets policies tell the resource by its class. */
  static readonly __pulumiType = DYNAMIC_TYPES.task;

  /** The id of the RTC application. See {@link SegmentTaskArgs.appId}. */
  declare readonly appId: pulumi.Output<string>;
  /** The room whose audio is sliced. See {@link SegmentTaskArgs.roomId}. */
  declare readonly roomId: pulumi.Output<string>;
  /** The id of the task, as given or as derived. */
  declare readonly taskId: pulumi.Output<string>;
  /** The label for the console's statistics, as given. See {@link SegmentTaskArgs.businessId}. */
  declare readonly businessId: pulumi.Output<string | undefined>;
  /** The prefix of the names of the slices, as given or as made up by the API. */
  declare readonly identifier: pulumi.Output<string>;
  /**
   * Seconds without a published stream after which the task ends, as given or by default. See {@link SegmentTaskArgs.maxIdleTime}.
   */
  declare readonly maxIdleTime: pulumi.Output<number>;
  /** Seconds of audio in one slice, as given or by default. See {@link SegmentTaskArgs.duration}. */
  declare readonly duration: pulumi.Output<number>;
  /** Whether audio is sliced, and the task does not merely wait. See {@link SegmentTaskArgs.handle}. */
  declare readonly handle: pulumi.Output<boolean>;
  /** The streams that are sliced; empty for all streams of the room. See {@link SegmentTaskArgs.targetStreams}. */
  declare readonly targetStreams: pulumi.Output<TargetStream[]>;
  /**
   * Where the slices go, with the default region filled in; credentials are secret. See {@link SegmentTaskArgs.storageConfig}.
   */
  declare readonly storageConfig: pulumi.Output<StorageConfig>;
  /** Advanced slicing, with every default filled in. See {@link SegmentTaskArgs.control}. */
  declare readonly control: pulumi.Output<ResolvedControl>;
  /** Whether a running task of the same id may be taken over. See {@link SegmentTaskArgs.adopt}. */
  declare readonly adopt: pulumi.Output<boolean>;
  /** What a refresh makes of a task that has ended. See {@link SegmentTaskArgs.whenEnded}. */
  declare readonly whenEnded: pulumi.Output<"restart" | "keep">;
  /** How the storage is looked at before a start, as given; credentials are secret. See {@link SegmentTaskArgs.preflight}. */
  declare readonly preflight: pulumi.Output<Preflight | undefined>;
  /** The values whose change replaces the task, as given. See {@link SegmentTaskArgs.triggers}. */
  declare readonly triggers: pulumi.Output<unknown[] | undefined>;
  /**
   * What the API said when the task was last looked at, by `up` or by `refresh`. `"unknown"` after 72 hours, which is as
   * far as the API can see.
   */
  declare readonly status: pulumi.Output<TaskStatus>;
  /** When the task started, ISO 8601. */
  declare readonly startTime: pulumi.Output<string | undefined>;
  /** When the task ended, ISO 8601; absent while it runs. */
  declare readonly endTime: pulumi.Output<string | undefined>;
  /** Why the task ended, in the API's words, such as `IdleTimeOut`; absent while it runs. */
  declare readonly stopReason: pulumi.Output<string | undefined>;

  /**
   * @param name The name of the resource. It is part of the derived task id.
   * @param args What to slice, how, and where to upload it.
   * @param opts Pulumi's resource options. `customTimeouts` never reaches a dynamic provider: use the configuration
   *   `volcengine:operationTimeout` instead.
   */
  constructor(name: string, args: SegmentTaskArgs, opts: pulumi.CustomResourceOptions = {}) {
    const inputs = { ...NOT_YET, ...args, ...hiddenInputs(name, args, opts), __provider: PROVIDER };
    super(DYNAMIC_TYPES.task, name, inputs, { ...replacementOrder(args), ...opts });
    if (opts.id === undefined) warnAbout(this, args);
  }

  /**
   * Reads a running task that someone else owns. Nothing is started, changed or stopped.
   *
   * @param name The name of the resource in this program.
   * @param id `<appId>/<roomId>/<taskId>`.
   * @throws when there is no such task, or it started more than 72 hours ago.
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts: pulumi.CustomResourceOptions = {}): SegmentTask {
    return new SegmentTask(name, NOT_YET as unknown as SegmentTaskArgs, { ...opts, id });
  }
}
