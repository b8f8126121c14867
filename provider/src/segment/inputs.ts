import type { OssRegion, S3Region, TosRegion } from "../storage/regions";

// Written out, not inferred from the schema: the declarations of the package must compile in any project, so they may not
// mention the validation library. The schema is held to these types.

/**
 * The plain, known inputs of a segment task, as they are once every `Input` has its value. Meanings, units, ranges and
 * defaults are those of `SegmentTaskArgs`.
 *
 * Source: StartSegment, API version 2023-11-01 (document 6348/1188212).
 */
export interface SegmentInputs {
  /** {@inheritDoc SegmentTaskArgs.appId} */
  appId: string;
  /** {@inheritDoc SegmentTaskArgs.roomId} */
  roomId: string;
  /** {@inheritDoc SegmentTaskArgs.businessId} */
  businessId?: string | undefined;
  /** {@inheritDoc SegmentTaskArgs.taskId} */
  taskId?: string | undefined;
  /** {@inheritDoc SegmentTaskArgs.identifier} */
  identifier?: string | undefined;
  /** {@inheritDoc SegmentTaskArgs.maxIdleTime} */
  maxIdleTime?: number | undefined;
  /** {@inheritDoc SegmentTaskArgs.duration} */
  duration?: number | undefined;
  /** {@inheritDoc SegmentTaskArgs.handle} */
  handle?: boolean | undefined;
  /** {@inheritDoc SegmentTaskArgs.targetStreams} */
  targetStreams?: TargetStream[] | undefined;
  /** {@inheritDoc SegmentTaskArgs.storageConfig} */
  storageConfig: StorageConfig;
  /** {@inheritDoc SegmentTaskArgs.control} */
  control?: Control | undefined;
  /** {@inheritDoc SegmentTaskArgs.adopt} */
  adopt?: boolean | undefined;
  /** {@inheritDoc SegmentTaskArgs.whenEnded} */
  whenEnded?: "restart" | "keep" | undefined;
  /** {@inheritDoc SegmentTaskArgs.triggers} */
  triggers?: unknown[] | undefined;
}

export type SegmentField = keyof SegmentInputs;

/** An audio stream of a room; see `TargetStreamArgs`. */
export interface TargetStream {
  /** {@inheritDoc TargetStreamArgs.userId} */
  userId: string;
  /** {@inheritDoc TargetStreamArgs.streamType} */
  streamType?: "normal" | "screen" | undefined;
  /** {@inheritDoc TargetStreamArgs.index} */
  index?: number | undefined;
}

/** Where slices are uploaded to, told apart by `type`, and for third parties by `vendor`; see `StorageConfigArgs`. */
export type StorageConfig =
  | { type: "tos"; accountId: string; bucket: string; region?: TosRegion | number | undefined }
  | WordedStorage<"s3", S3Region>
  | WordedStorage<"oss", OssRegion>
  | NumberedStorage<"obs">
  | NumberedStorage<"cos">
  | NumberedStorage<"kodo">;

interface WordedStorage<Vendor extends string, Region extends string> {
  type: "custom";
  vendor: Vendor;
  bucket: string;
  region?: Region | number | undefined;
  credentials: Credentials;
}

interface NumberedStorage<Vendor extends string> {
  type: "custom";
  vendor: Vendor;
  bucket: string;
  region: number;
  credentials: Credentials;
}

interface Credentials {
  accessKey: string;
  secretKey: string;
}

/** Advanced slicing; see `ControlArgs`. */
export interface Control {
  /** {@inheritDoc ControlArgs.align} */
  align?: boolean | undefined;
  /** {@inheritDoc ControlArgs.mixed} */
  mixed?: boolean | undefined;
  /** {@inheritDoc ControlArgs.ignoreSilence} */
  ignoreSilence?: boolean | undefined;
  /** {@inheritDoc ControlArgs.redundantDuration} */
  redundantDuration?: number | undefined;
}

/** Inputs whose task id is settled, by the user or by `deriveTaskId`. */
export type IdentifiedInputs = SegmentInputs & { taskId: string };

/** A task's inputs with every documented default filled in. */
export interface ResolvedSegment {
  /** The id of the RTC application. */
  appId: string;
  /** The room whose audio is sliced. */
  roomId: string;
  /** The id of the task, as given or as derived. */
  taskId: string;
  /** The label for the console's statistics, if there is one. */
  businessId?: string | undefined;
  /** Absent until the API has made one up. */
  identifier?: string | undefined;
  /** Seconds without a published stream after which the task ends. 1 to 86400. */
  maxIdleTime: number;
  /** Seconds of audio in one slice. 1 to 600. */
  duration: number;
  /** Whether audio is sliced, and the task does not merely wait. */
  handle: boolean;
  /** Empty for all streams of the room. */
  targetStreams: TargetStream[];
  /** Where the slices go, with the default region filled in. */
  storageConfig: StorageConfig;
  /** Advanced slicing, with every default filled in. */
  control: ResolvedControl;
  /** Whether a running task of the same id may be taken over. */
  adopt: boolean;
  /** What a refresh makes of a task that has ended. */
  whenEnded: "restart" | "keep";
  /** Values whose change replaces the task. */
  triggers?: unknown[] | undefined;
}

/** Advanced slicing with every default filled in. */
export type ResolvedControl = { [K in keyof Control]-?: NonNullable<Control[K]> };
