/**
 * The JSON of the segment actions, version 2023-11-01, exactly as it crosses the wire.
 * Names and integer codes are the API's; everything friendlier is made from these elsewhere.
 */

/** What identifies a task. The same TaskId in another room or app is another task. */
export interface TaskKey {
  AppId: string;
  RoomId: string;
  TaskId: string;
}

export interface WireStream {
  Index?: number;
  UserId: string;
  /** 0 normal audio/video stream, 1 screen stream. */
  StreamType?: number;
}

export interface WireStorageConfig {
  /** 0 TOS, 2 third-party storage. 1 (VOD) and 3 (veImageX) are refused for segments. */
  Type?: number;
  TosConfig?: { AccountId: string; Bucket: string; Region?: number };
  CustomConfig?: {
    /** 0 S3, 1 OSS, 2 OBS, 3 COS, 4 Kodo. */
    Vendor?: number;
    Region?: number;
    Bucket: string;
    AccessKey: string;
    SecretKey: string;
  };
}

export interface WireControl {
  Align?: boolean;
  Mixed?: boolean;
  IgnoreSilence?: boolean;
  /** Milliseconds. */
  RedundantDuration?: number;
}

export interface StartSegmentBody extends TaskKey {
  BusinessId?: string;
  /** Seconds, 1 to 86400, default 180. */
  MaxIdleTime?: number;
  TargetStreams?: { StreamList: WireStream[] };
  /** Seconds, 1 to 600, default 20. */
  Duration?: number;
  StorageConfig: WireStorageConfig;
  Control?: WireControl;
  Identifier?: string;
  Handle?: boolean;
}

export interface UpdateSegmentBody extends TaskKey {
  BusinessId?: string;
  Identifier?: string;
  Handle?: boolean;
  Duration?: number;
}

export interface StopSegmentBody extends TaskKey {
  BusinessId?: string;
}

/** `Result.SegmentTask` of GetSegmentTask. Every field may be missing. */
export interface WireSegmentTask {
  /** Unix milliseconds. */
  StartTime?: number;
  /** Unix milliseconds; 0 while the task has not ended. */
  EndTime?: number;
  /** 0 unknown, 1 not started, 2 running, 3 ended, 4 failed to run. */
  Status?: number;
  /** Empty while the task has not ended. */
  StopReason?: string;
  MaxIdleTime?: number;
  TargetStreams?: { StreamList?: WireStream[] };
  Identifier?: string;
  Handle?: boolean;
  Duration?: number;
  StorageConfig?: WireStorageConfig;
  Control?: WireControl;
}
