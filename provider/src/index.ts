/**
 * Segment tasks as Pulumi resources: {@link SegmentTask} for one room, {@link SegmentTaskGroup} for many, and
 * {@link getSegmentTask} to look at a task without a resource.
 *
 * @module pulumi-volcengine-rtc
 */

export { type GetSegmentTaskResult, getSegmentTask } from "./pulumi/get-segment-task";
export { SegmentTask } from "./pulumi/segment-task";
export type {
  ControlArgs,
  CredentialsArgs,
  CustomStorageArgs,
  NumberedStorageArgs,
  SegmentTaskArgs,
  StorageConfigArgs,
  TargetStreamArgs,
  TosStorageArgs,
} from "./pulumi/segment-task-args";
export { SegmentTaskGroup } from "./pulumi/segment-task-group";
export type { RoomArgs, SegmentTaskGroupArgs } from "./pulumi/segment-task-group-args";
export type { RoomOverrides } from "./segment/group/inputs";
export type { RoomTask } from "./segment/group/state";
export type { TaskId } from "./segment/identity";
export type { Control, SegmentInputs, StorageConfig, TargetStream } from "./segment/inputs";
export type { ObservedSettings, ObservedStorage } from "./segment/observation";
export type { ResolvedControl } from "./segment/resolve";
export type { TaskStatus } from "./segment/status";
export type { OssRegion, S3Region, TosRegion } from "./storage/regions";
export type { Vendor } from "./storage/vendors";
