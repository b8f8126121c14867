/**
 * Segment tasks as Pulumi resources: {@link SegmentTask} for one room, {@link SegmentTaskGroup} for many,
 * {@link getSegmentTask} to look at a task without a resource, and {@link checkSegmentTaskGroup} to check arguments without an
 * engine; {@link RtcCallback} for the address that is told of slices.
 *
 * @module pulumi-volcengine-rtc
 */

export type { RtcCallbackArgs } from "./dynamic/callback/args";
export { RtcCallback } from "./dynamic/callback/resource";
export type { RoomArgs, SegmentTaskGroupArgs } from "./dynamic/group/args";
export { SegmentTaskGroup } from "./dynamic/group/resource";
export type {
  ControlArgs,
  CredentialsArgs,
  CustomStorageArgs,
  NumberedStorageArgs,
  PreflightArgs,
  SegmentTaskArgs,
  StorageConfigArgs,
  TargetStreamArgs,
  TosStorageArgs,
} from "./dynamic/segment-task/args";
export { type GetSegmentTaskResult, getSegmentTask } from "./dynamic/segment-task/get-segment-task";
export { SegmentTask } from "./dynamic/segment-task/resource";
export type { Diagnostic } from "./inputs/diagnostic";
export { checkSegmentTaskGroup } from "./segment/group/check-segment-task-group";
export type { RoomOverrides } from "./segment/group/inputs";
export type { RoomTask } from "./segment/group/state";
export type { TaskId } from "./segment/identity";
export type {
  Control,
  Preflight,
  PreflightOptions,
  ResolvedControl,
  SegmentInputs,
  StorageConfig,
  TargetStream,
} from "./segment/inputs";
export type { ObservedSettings, ObservedStorage } from "./segment/observation";
export type { TaskStatus } from "./segment/status";
export type { OssRegion, S3Region, TosRegion } from "./storage/regions";
export type { Vendor } from "./storage/vendors";
