import type { Platform } from "../storage/regions";
import type { Vendor } from "../storage/vendors";

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
  urn: string;
  /** The type token of the resource. */
  type: string;
  /** The name of the resource. */
  name: string;
  /** The room, when the resource holds several: tells its tasks apart. */
  member: string | undefined;
  appId: Seen<string | undefined>;
  roomId: Seen<string | undefined>;
  taskId: Seen<string | undefined>;
  identifier: Seen<string | undefined>;
  /** Seconds. */
  duration: Seen<number | undefined>;
  handle: Seen<boolean | undefined>;
  /** Empty for all streams of the room. */
  targetStreams: Seen<readonly Seen<StreamView>[]>;
  control: Seen<ControlView>;
  storageConfig: Seen<StorageView | undefined>;
  /** Paths of values that are hidden. Empty under a policy pack, which is shown everything. */
  secrets: readonly string[];
}

export interface StreamView {
  userId: Seen<string | undefined>;
  streamType: Seen<string | undefined>;
}

export interface ControlView {
  align: Seen<boolean | undefined>;
  mixed: Seen<boolean | undefined>;
  ignoreSilence: Seen<boolean | undefined>;
  /** Milliseconds. */
  redundantDuration: Seen<number | undefined>;
}

export interface StorageView {
  type: Seen<"tos" | "custom" | undefined>;
  /** TOS, or the vendor of third-party storage. */
  platform: Seen<Platform | undefined>;
  vendor: Seen<Vendor | undefined>;
  accountId: Seen<string | undefined>;
  bucket: Seen<string | undefined>;
  /** A word or the API's integer, as written. */
  region: Seen<string | number | undefined>;
  /** In clear: never to be shown. */
  credentials: Seen<CredentialsView | undefined>;
}

export interface CredentialsView {
  accessKey: Seen<string | undefined>;
  secretKey: Seen<string | undefined>;
}
