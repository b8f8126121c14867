import type { Platform } from "../regions";

/** Keys to a bucket, and what messages call them, which never show them. */
export interface StorageKeys {
  accessKey: string;
  secretKey: string;
  sessionToken?: string | undefined;
  /** Such as `storageConfig.credentials`. */
  title: string;
}

/** A bucket that is to be looked at, where it is said to be, and with what. */
export interface ProbeRequest {
  platform: Platform;
  bucket: string;
  /** A word where the platform's table has one. An integer beyond it names a region to the API, but not to the storage. */
  region: string | number;
  /** The account that is said to own the bucket; TOS only. */
  accountId?: string | undefined;
  /** `write`: an object is written too, and removed again. */
  level: "bucket" | "write";
  /** Scheme and host of the storage without the bucket; absent for the platform's own of that region. */
  endpoint?: string | undefined;
  /** Those that the slices are uploaded with; for TOS, where these are nobody's to see, those at hand. */
  keys: StorageKeys;
  /** Others to look with, where those may write only. */
  lookKeys?: StorageKeys | undefined;
  /** The beginning of the names of the slices, under which an object is written. */
  prefix?: string | undefined;
}
