import { callbackCoversSegments } from "./policies/callback-covers-segments";
import { callbackHttpsOnly } from "./policies/callback-https-only";
import { credentialsNotInCode } from "./policies/credentials-not-in-code";
import { identifierUnique } from "./policies/identifier-unique";
import { idleTimeExplicit } from "./policies/idle-time-explicit";
import { mixedSlicesCost } from "./policies/mixed-slices-cost";
import { redundantDurationUnit } from "./policies/redundant-duration-unit";
import { roomCoveredOnce } from "./policies/room-covered-once";
import { sliceDurationLimit } from "./policies/slice-duration-limit";
import { storageAccountAllowed } from "./policies/storage-account-allowed";
import { storageBucketAllowed } from "./policies/storage-bucket-allowed";
import { storagePreflight } from "./policies/storage-preflight";
import { storageRegionAllowed } from "./policies/storage-region-allowed";
import { storageRegionExplicit } from "./policies/storage-region-explicit";
import { storageRegionNearEndpoint } from "./policies/storage-region-near-endpoint";
import { storageRegionSupported } from "./policies/storage-region-supported";
import { storageTypeAllowed } from "./policies/storage-type-allowed";
import { storageVendorAllowed } from "./policies/storage-vendor-allowed";
import { taskUnique } from "./policies/task-unique";
import { warmStartLeftOff } from "./policies/warm-start-left-off";
import type { CallbackPolicy, StackPolicy, TaskPolicy } from "./segment-policy";

/** A policy of any scope. */
export type AnyPolicy = TaskPolicy<object> | StackPolicy<object> | CallbackPolicy<object>;

/** Every policy of this package, in the order in which they are told. */
export const segmentPolicies: readonly AnyPolicy[] = [
  storageTypeAllowed,
  storageVendorAllowed,
  storageBucketAllowed,
  storageRegionAllowed,
  storageAccountAllowed,
  storageRegionExplicit,
  storageRegionSupported,
  storageRegionNearEndpoint,
  storagePreflight,
  credentialsNotInCode,
  identifierUnique,
  taskUnique,
  roomCoveredOnce,
  sliceDurationLimit,
  redundantDurationUnit,
  mixedSlicesCost,
  warmStartLeftOff,
  idleTimeExplicit,
  callbackHttpsOnly,
  callbackCoversSegments,
];
