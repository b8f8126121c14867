/**
 * Policies on segment tasks: the pack, each policy on its own to put a pack together from, its check as a plain function,
 * and {@link evaluate} to judge resources without a pack.
 *
 * @module pulumi-volcengine-rtc/policy
 */

export type { Verdict as BucketVerdict } from "../storage/probe/verdict";
export type { AllowListConfig, AllowListPolicy } from "./allow-list";
export { evaluate, type PackConfig, type PolicyFinding } from "./evaluate";
export { PACK_NAME, packArgs } from "./pack";
export * from "./policies/callback-covers-segments";
export * from "./policies/callback-https-only";
export * from "./policies/credentials-not-in-code";
export * from "./policies/identifier-unique";
export * from "./policies/idle-time-explicit";
export * from "./policies/mixed-slices-cost";
export * from "./policies/redundant-duration-unit";
export * from "./policies/room-covered-once";
export * from "./policies/slice-duration-limit";
export * from "./policies/storage-account-allowed";
export * from "./policies/storage-bucket-allowed";
export * from "./policies/storage-preflight";
export * from "./policies/storage-region-allowed";
export * from "./policies/storage-region-explicit";
export * from "./policies/storage-region-near-endpoint";
export * from "./policies/storage-region-supported";
export * from "./policies/storage-type-allowed";
export * from "./policies/storage-vendor-allowed";
export * from "./policies/task-unique";
export * from "./policies/warm-start-left-off";
export { type AnyPolicy, segmentPolicies } from "./segment-policies";
export {
  type CallbackPolicy,
  type CallbackRule,
  callbackPolicy,
  type StackPolicy,
  type StackRule,
  stackPolicy,
  type TaskPolicy,
  type TaskRule,
  taskPolicy,
} from "./segment-policy";
export {
  type Finding,
  findings,
  ifKnown,
  type Judged,
  notKnownYet,
  undecided,
  type Verdict,
  violation,
} from "./verdict";
export { type CallbackView, callbacksOf } from "./view/callback-view";
export type { CheckedBucket, PolicyContext, ProjectFile } from "./view/policy-context";
export * from "./view/segment-view";
export { type ResourceView, tasksOf } from "./view/tasks-of";
