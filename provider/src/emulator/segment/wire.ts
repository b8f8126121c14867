/**
 * What the segment actions answer, in the API's own names and codes. Written from the API's pages and not from the client,
 * so that a mistake in either shows when they meet. What it is asked is read by the shapes of `request-shapes.ts`.
 */

/** What identifies a task. The same TaskId in another room or app is another task. */
export interface TaskKey {
  /** The id of the RTC application. */
  AppId: string;
  /** The room whose audio is sliced. */
  RoomId: string;
  /** The id of the task, unique in its room. */
  TaskId: string;
}

/** The values the API documents for the end of a task. */
export const STOP_REASONS = [
  "UnknownStopReason",
  "StopByAPI",
  "StartTaskFailed",
  "IdleTimeOut",
  "UserDisconnect",
] as const;

/**
 * Why a task ended, in the API's words.
 * @useDeclaredType
 */
export type StopReason = (typeof STOP_REASONS)[number];

/** An audio stream of a room. */
export interface Stream {
  Index?: number;
  UserId: string;
  /** 0 normal audio/video stream, 1 screen stream. */
  StreamType: number;
}

/** Type 1 (VOD) and 3 (veImageX) exist in the API, but not for audio segments. */
export type StorageConfig =
  | {
      Type: 0;
      TosConfig: { AccountId: string; Bucket: string; Region: number };
      CustomConfig?: never;
    }
  | {
      Type: 2;
      TosConfig?: never;
      /** Vendor: 0 S3, 1 OSS, 2 OBS, 3 COS, 4 Kodo. */
      CustomConfig: { Vendor: number; Region: number; Bucket: string; AccessKey: string; SecretKey: string };
    };

export interface Control {
  Align: boolean;
  Mixed: boolean;
  IgnoreSilence: boolean;
  /** Milliseconds. */
  RedundantDuration: number;
}

/**
 * `Result.SegmentTask` of GetSegmentTask.
 * @see https://www.volcengine.com/docs/6348/1188227
 */
export interface SegmentTask {
  /** Unix milliseconds. */
  StartTime: number;
  /** Unix milliseconds; 0 while the task has not ended. */
  EndTime: number;
  /** 2 running, 3 ended, 4 failed to run. The API also documents 0 unknown and 1 not started. */
  Status: number;
  /** Empty while the task has not ended. */
  StopReason: StopReason | "";
  /** Seconds. */
  MaxIdleTime: number;
  /** An empty list means all streams of the room. */
  TargetStreams: { StreamList: Stream[] };
  /** The prefix of the names of the slices. */
  Identifier: string;
  /** Whether audio is sliced, and the task does not merely wait. */
  Handle: boolean;
  /** Seconds. */
  Duration: number;
  /** Where the slices go. */
  StorageConfig: StorageConfig;
  /** Advanced slicing. */
  Control: Control;
}
