import type { Input } from "@pulumi/pulumi";
import type { OssRegion, S3Region, TosRegion } from "../../storage/regions";

/**
 * The arguments of a SegmentTask.
 *
 * Source of meanings, ranges and defaults: StartSegment, API version 2023-11-01 (document 6348/1188212).
 */
export interface SegmentTaskArgs {
  /**
   * The id of your RTC application. 1 to 128 letters, digits, `_`, `@`, `-` or `.`.
   *
   * **A change replaces the task.**
   * @example "661e2f8a9c1d4b0012a543cf"
   */
  appId: Input<string>;

  /**
   * The room whose audio is cut into slices. 1 to 128 letters, digits, `_`, `@`, `-` or `.`.
   *
   * **A change replaces the task.**
   * @example "lobby"
   */
  roomId: Input<string>;

  /**
   * A label by which the console splits quality and usage data. 1 to 128 letters, digits, `_`, `@`, `-` or `.`.
   *
   * **A change replaces the task.**
   * @default none
   * @example "game-voice"
   */
  businessId?: Input<string> | undefined;

  /**
   * The id of the task; unique among the tasks of its room. 1 to 128 letters, digits, `_`, `@`, `-` or `.`.
   *
   * Better left out: a derived id lets an `up` that was cut short find its own task again, and lets a replacement start
   * before the old task stops. With an id of your own both tasks would share it, so the old one stops first, and the
   * room is not sliced in between.
   *
   * **A change replaces the task.**
   * @default the resource's name and a hash of project, stack, name and all arguments whose change replaces
   * @example "moderation-lobby"
   */
  taskId?: Input<string> | undefined;

  /**
   * The prefix of the names of the slices: prefix, user id, time and a number make the name of a file.
   * 1 to 128 letters, digits, `_`, `@`, `-` or `.`.
   *
   * It must be unique among all tasks, or files get overwritten, says the API's page.
   *
   * A change updates the task in place. Left out after it was set, the running task keeps its prefix.
   * @default a random UUID made up by the API
   * @example "lobby-2026"
   */
  identifier?: Input<string> | undefined;

  /**
   * Seconds after which the task ends by itself when none of its streams is published any more. 1 to 86400.
   *
   * **A change replaces the task.**
   * @default 180
   * @example 3600
   */
  maxIdleTime?: Input<number> | undefined;

  /**
   * Seconds of audio in one slice, to which `control.redundantDuration` is added. 1 to 600.
   *
   * A change updates the task in place; the slice under way ends at once and a new one begins.
   * @default 20
   * @example 30
   */
  duration?: Input<number> | undefined;

  /**
   * Whether audio is sliced at once. With `false` the task starts warm and waits, until it is changed to `true`.
   *
   * A change updates the task in place.
   * @default true
   */
  handle?: Input<boolean> | undefined;

  /**
   * The streams to slice, at most 17, each named once. Their order has no meaning.
   *
   * **A change replaces the task.**
   * @default all audio streams of the room, also when the list is empty
   * @example [{ userId: "host" }, { userId: "host", streamType: "screen" }]
   */
  targetStreams?: Input<Input<TargetStreamArgs>[]> | undefined;

  /**
   * Where the slices are uploaded to. Nothing in the API's documents tells of a wrong bucket, region or key: an upload
   * may fail, and no error code, event or field is documented that would show it.
   *
   * **A change replaces the task.**
   * @example { type: "tos", accountId: "2100000990", bucket: "room-audio", region: "cn-shanghai" }
   */
  storageConfig: Input<StorageConfigArgs>;

  /**
   * Advanced slicing.
   *
   * **A change replaces the task.**
   * @default all of them off
   */
  control?: Input<ControlArgs> | undefined;

  /**
   * Whether a running task of the same id that isn't known to be this resource's own is taken over. `identifier`,
   * `handle` and `duration` are then brought to these arguments in place; when anything else differs the task is
   * stopped and started anew.
   *
   * A change leaves the task alone.
   * @default false
   */
  adopt?: Input<boolean> | undefined;

  /**
   * What a refresh makes of a task that has ended. `"restart"` takes it out of the state, so the next `up` starts it
   * again; `"keep"` leaves it there with its `status` and `stopReason`.
   *
   * A change leaves a running task alone; from `"keep"` to `"restart"` starts an ended one again.
   * @default "restart"
   */
  whenEnded?: Input<"restart" | "keep"> | undefined;

  /**
   * How the storage is looked at before a task is started, as the API says nothing of a bucket that is wrong.
   *
   * - `"bucket"`: whether it is there, in that region, and known to these keys; on TOS also whether it is the account's.
   * - `"write"`: the same, and an object named `volcengine-rtc-preflight`, after the `identifier` and a dash where there
   *   is one, is written and removed with the keys of the slices. Keys that may not remove it leave it there.
   * - `"off"`: not at all.
   *
   * A region that is wrong, a bucket that is missing, and keys that are wrong or may not write keep the task from being
   * started. What can't be found out is a warning. Each bucket is looked at once in an `up`, however many tasks share it.
   * RTC writes to TOS with a role of its own, and what that may do can't be checked.
   *
   * A change leaves a running task alone; it counts from the next start.
   * @default "bucket" where an endpoint is known: TOS, S3 and OSS; "off" while the API's endpoint is not the vendor's
   * @example "write"
   * @example { level: "bucket", endpoint: "https://obs.cn-north-4.myhuaweicloud.com" }
   */
  preflight?: Input<"off" | "bucket" | "write" | PreflightArgs> | undefined;

  /**
   * Any values; when one of them changes the task is replaced.
   *
   * **A change replaces the task.**
   * @default none
   * @example [bucketPolicy.id]
   */
  triggers?: Input<Input<unknown>[]> | undefined;
}

/** An audio stream of a room. */
export interface TargetStreamArgs {
  /**
   * The user who publishes it. 1 to 128 letters, digits, `_`, `@`, `-` or `.`.
   *
   * **A change replaces the task.**
   * @example "host"
   */
  userId: Input<string>;
  /**
   * Their microphone and camera, or their shared screen.
   *
   * **A change replaces the task.**
   * @default "normal"
   */
  streamType?: Input<"normal" | "screen"> | undefined;
  /**
   * A number to refer to the stream by; unique in the list. -2147483648 to 2147483647.
   *
   * **A change replaces the task.**
   * @default none
   */
  index?: Input<number> | undefined;
}

/** Where slices are uploaded to, told apart by `type`, and for third parties by `vendor`. */
export type StorageConfigArgs =
  | TosStorageArgs
  | CustomStorageArgs<"s3", S3Region>
  | CustomStorageArgs<"oss", OssRegion>
  | NumberedStorageArgs;

/** A bucket on Volcengine's own object storage, TOS. */
export interface TosStorageArgs {
  /**
   * What tells it from third-party storage.
   *
   * **A change replaces the task.**
   */
  type: Input<"tos">;
  /**
   * The id of the Volcengine **main** account, even when the API is called with a sub-user's key.
   *
   * **A change replaces the task.**
   * @example "2100000990"
   */
  accountId: Input<string>;
  /**
   * The name of the bucket.
   *
   * **A change replaces the task.**
   * @example "room-audio"
   */
  bucket: Input<string>;
  /**
   * The region the bucket was created in, as a word or as the API's integer, 0 to 2147483647. With a wrong one the
   * upload may fail, and nothing documented shows it.
   *
   * **A change replaces the task.**
   * @default "cn-beijing"
   */
  region?: Input<TosRegion | number> | undefined;
}

/** A bucket on a platform whose regions have words. */
export interface CustomStorageArgs<V extends string, R extends string> {
  /**
   * What tells it from Volcengine's own storage.
   *
   * **A change replaces the task.**
   */
  type: Input<"custom">;
  /**
   * The platform that the bucket is on.
   *
   * **A change replaces the task.**
   */
  vendor: Input<V>;
  /**
   * The name of the bucket.
   *
   * **A change replaces the task.**
   * @example "room-audio"
   */
  bucket: Input<string>;
  /**
   * The region of the bucket, as a word or as the API's integer, 0 to 2147483647. With a wrong one the upload may fail,
   * and nothing documented shows it.
   *
   * **A change replaces the task.**
   * @default the vendor's region 0: us-east-1 for S3, cn-hangzhou for OSS
   */
  region?: Input<R | number> | undefined;
  /**
   * Keys that may write to the bucket. Stored encrypted.
   *
   * **A change replaces the task.** When nothing else changes the old task stops first.
   */
  credentials: Input<CredentialsArgs>;
}

/** A bucket on a platform whose table of regions is not published: the API's integer is required. */
export interface NumberedStorageArgs {
  /**
   * What tells it from Volcengine's own storage.
   *
   * **A change replaces the task.**
   */
  type: Input<"custom">;
  /**
   * The platform that the bucket is on: Huawei Cloud OBS, Tencent Cloud COS or Qiniu Kodo.
   *
   * **A change replaces the task.**
   */
  vendor: Input<"obs" | "cos" | "kodo">;
  /**
   * The name of the bucket.
   *
   * **A change replaces the task.**
   * @example "room-audio"
   */
  bucket: Input<string>;
  /**
   * The API's integer for the region of the bucket, 0 to 2147483647; see the Region table, document 6348/1167931.
   *
   * **A change replaces the task.**
   */
  region: Input<number>;
  /**
   * Keys that may write to the bucket. Stored encrypted.
   *
   * **A change replaces the task.** When nothing else changes the old task stops first.
   */
  credentials: Input<CredentialsArgs>;
}

/**
 * Keys of an account that may write to the bucket; reading is not needed. Always stored encrypted, whether or not they
 * come in as secrets.
 */
export interface CredentialsArgs {
  /**
   * The access key. Always a secret in the state.
   *
   * **A change replaces the task.**
   */
  accessKey: Input<string>;
  /**
   * The secret key that belongs to it. Always a secret in the state.
   *
   * **A change replaces the task.**
   */
  secretKey: Input<string>;
}

/** How the storage is looked at before a task is started. */
export interface PreflightArgs {
  /**
   * What is looked at: the bucket alone, or also whether it can be written to.
   *
   * A change leaves a running task alone.
   */
  level: Input<"bucket" | "write">;
  /**
   * Scheme and host of the storage without the bucket, where these don't follow from the region: OBS, COS and Kodo, whose
   * regions are numbers here, and private clouds.
   *
   * A change leaves a running task alone.
   * @default the platform's own endpoint of the region
   * @example "https://obs.cn-north-4.myhuaweicloud.com"
   */
  endpoint?: Input<string> | undefined;
  /**
   * Keys to look at the bucket with. For third-party storage they are used where the keys of the slices may only write;
   * what these may write is tried with themselves. For TOS they take the place of the key to the API. Stored encrypted.
   *
   * A change leaves a running task alone.
   * @default those of the slices; for TOS the key to the API
   */
  credentials?:
    | Input<{
        /** The access key. Always a secret in the state. */
        accessKey: Input<string>;
        /** The secret key that belongs to it. Always a secret in the state. */
        secretKey: Input<string>;
      }>
    | undefined;
}

/** Advanced slicing. */
export interface ControlArgs {
  /**
   * Whether the slices of all users begin and end together. Gaps are filled with silence; a user who published nothing
   * during a slice gets none.
   *
   * **A change replaces the task.**
   * @default false
   */
  align?: Input<boolean> | undefined;
  /**
   * Whether there are also slices of the targeted streams mixed, under the user name `mixed`. They are made whether or
   * not anyone speaks.
   *
   * **A change replaces the task.**
   * @default false
   */
  mixed?: Input<boolean> | undefined;
  /**
   * Whether slices that hold nothing but silence are left out, such as those of a microphone that is muted but still
   * published.
   *
   * **A change replaces the task.**
   * @default false
   */
  ignoreSilence?: Input<boolean> | undefined;
  /**
   * **Milliseconds** of the previous slice that each slice repeats at its start, so that no word is cut in two; a slice
   * lasts `duration` and this together. 0 to 2147483647. The vendor's example gives it in seconds; so below 100 there is a
   * warning.
   *
   * **A change replaces the task.**
   * @default 0
   * @example 3000
   */
  redundantDuration?: Input<number> | undefined;
}
