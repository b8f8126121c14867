/**
 * Policies on segment tasks: the pack, each policy on its own to put a pack together from, its check as a plain function,
 * and {@link evaluate} to judge resources without a pack.
 *
 * @module pulumi-volcengine-rtc/policy
 */

export { evaluate, type PackConfig, type PolicyFinding } from "./evaluate";
export { PACK_NAME, packArgs } from "./pack";
export {
  type CredentialsNotInCodeConfig,
  checkCredentialsNotInCode,
  credentialsNotInCode,
} from "./policies/credentials-not-in-code";
export { checkIdentifierUnique, identifierUnique } from "./policies/identifier-unique";
export { checkMixedSlicesCost, mixedSlicesCost } from "./policies/mixed-slices-cost";
export {
  checkRedundantDurationUnit,
  type RedundantDurationUnitConfig,
  redundantDurationUnit,
} from "./policies/redundant-duration-unit";
export { checkRoomCoveredOnce, roomCoveredOnce } from "./policies/room-covered-once";
export {
  checkSliceDurationLimit,
  type SliceDurationLimitConfig,
  sliceDurationLimit,
} from "./policies/slice-duration-limit";
export {
  checkStorageAccountAllowed,
  type StorageAccountAllowedConfig,
  storageAccountAllowed,
} from "./policies/storage-account-allowed";
export {
  checkStorageBucketAllowed,
  type StorageBucketAllowedConfig,
  storageBucketAllowed,
} from "./policies/storage-bucket-allowed";
export {
  checkStorageRegionAllowed,
  type StorageRegionAllowedConfig,
  storageRegionAllowed,
} from "./policies/storage-region-allowed";
export { checkStorageRegionExplicit, storageRegionExplicit } from "./policies/storage-region-explicit";
export {
  checkStorageRegionNearEndpoint,
  type StorageRegionNearEndpointConfig,
  storageRegionNearEndpoint,
} from "./policies/storage-region-near-endpoint";
export {
  checkStorageRegionSupported,
  type StorageRegionSupportedConfig,
  storageRegionSupported,
} from "./policies/storage-region-supported";
export {
  checkStorageTypeAllowed,
  type StorageTypeAllowedConfig,
  storageTypeAllowed,
} from "./policies/storage-type-allowed";
export {
  checkStorageVendorAllowed,
  type StorageVendorAllowedConfig,
  storageVendorAllowed,
} from "./policies/storage-vendor-allowed";
export { checkTaskUnique, taskUnique } from "./policies/task-unique";
export { checkWarmStartLeftOff, warmStartLeftOff } from "./policies/warm-start-left-off";
export type { PolicyContext, ProjectFile } from "./policy-context";
export * from "./segment-view";
export { segmentPolicies } from "./segment-policies";
export {
  type StackPolicy,
  type StackRule,
  stackPolicy,
  type TaskPolicy,
  type TaskRule,
  taskPolicy,
} from "./segment-policy";
export { type ResourceView, tasksOf } from "./tasks-of";
export { type Finding, findings, ifKnown, notKnownYet, undecided, type Verdict, violation } from "./verdict";
