import type { Platform } from "../../storage/regions";
import type { Vendor } from "../../storage/vendors";

/**
 * Stands for a value that can't be seen yet: it is known only after other resources have been applied, or, where
 * `SegmentView.secrets` has its path, hidden in what there is to judge.
 */
export const NOT_KNOWN_YET: unique symbol = Symbol("not known yet");

/** A value as a policy sees it: it may not be known before deployment. */
export type Seen<T> = T | typeof NOT_KNOWN_YET;

/**
 * One segment task as the policies see it, whatever resource it stands in. Values are as the user wrote them, defaults not
 * filled in; what is of a wrong type counts as absent, as the provider refuses it anyway.
 */
export interface SegmentView {
  /** The URN of the resource. */
  urn: string;
  /** The type token of the resource. */
  type: string;
  /** The name of the resource. */
  name: string;
  /** The room, when the resource holds several: tells its tasks apart. */
  member: string | undefined;
  /** The id of the RTC application. */
  appId: Seen<string | undefined>;
  /** The room whose audio is sliced. */
  roomId: Seen<string | undefined>;
  /** The id of the task, as given or as derived; absent when it can't be told. */
  taskId: Seen<string | undefined>;
  /** The prefix of the names of the slices. */
  identifier: Seen<string | undefined>;
  /** Seconds without a published stream after which the task ends by itself. */
  maxIdleTime: Seen<number | undefined>;
  /** Seconds. */
  duration: Seen<number | undefined>;
  /** Whether audio is sliced, and the task does not merely wait. */
  handle: Seen<boolean | undefined>;
  /** Empty for all streams of the room. */
  targetStreams: Seen<readonly Seen<StreamView>[]>;
  /** Advanced slicing. */
  control: Seen<ControlView>;
  /** Where the slices go. */
  storageConfig: Seen<StorageView | undefined>;
  /** Paths of values that are hidden. Empty under a policy pack, which is shown everything. */
  secrets: readonly string[];
}

/** An audio stream of a room, as the policies see it. */
export interface StreamView {
  /** The user who publishes it. */
  userId: Seen<string | undefined>;
  /** `"normal"` or `"screen"`; absent for the default. */
  streamType: Seen<string | undefined>;
}

/** Advanced slicing, as the policies see it. */
export interface ControlView {
  /** Whether the slices of all users begin and end together. */
  align: Seen<boolean | undefined>;
  /** Whether there are also slices of all streams mixed. */
  mixed: Seen<boolean | undefined>;
  /** Whether slices of nothing but silence are left out. */
  ignoreSilence: Seen<boolean | undefined>;
  /** Milliseconds. */
  redundantDuration: Seen<number | undefined>;
}

/** Where slices go, as the policies see it. */
export interface StorageView {
  /** Volcengine's own storage, or a third party's. */
  type: Seen<"tos" | "custom" | undefined>;
  /** TOS, or the vendor of third-party storage. */
  platform: Seen<Platform | undefined>;
  /** The vendor of third-party storage. */
  vendor: Seen<Vendor | undefined>;
  /** The id of the Volcengine account that owns the bucket; TOS only. */
  accountId: Seen<string | undefined>;
  /** The name of the bucket. */
  bucket: Seen<string | undefined>;
  /** A word or the API's integer, as written. */
  region: Seen<string | number | undefined>;
  /** In clear: never to be shown. */
  credentials: Seen<CredentialsView | undefined>;
}

/** Keys of third-party storage, in clear: never to be shown. */
export interface CredentialsView {
  /** The access key. */
  accessKey: Seen<string | undefined>;
  /** The secret key. */
  secretKey: Seen<string | undefined>;
}
