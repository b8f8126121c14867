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
  appId: string;
  roomId: string;
  businessId?: string | undefined;
  taskId?: string | undefined;
  identifier?: string | undefined;
  maxIdleTime?: number | undefined;
  duration?: number | undefined;
  handle?: boolean | undefined;
  targetStreams?: TargetStream[] | undefined;
  storageConfig: StorageConfig;
  control?: Control | undefined;
  adopt?: boolean | undefined;
  whenEnded?: "restart" | "keep" | undefined;
  triggers?: unknown[] | undefined;
}

export type SegmentField = keyof SegmentInputs;

/** An audio stream of a room; see `TargetStreamArgs`. */
export interface TargetStream {
  userId: string;
  streamType?: "normal" | "screen" | undefined;
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
  align?: boolean | undefined;
  mixed?: boolean | undefined;
  ignoreSilence?: boolean | undefined;
  redundantDuration?: number | undefined;
}
