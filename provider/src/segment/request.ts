import { regionCode } from "../storage/regions";
import { VENDOR_CODES } from "../storage/vendors";
import type { StartSegmentBody, TaskKey, UpdateSegmentBody, WireStorageConfig } from "./api/wire";
import type { TaskId } from "./identity";
import type { Control, StorageConfig, TargetStream } from "./inputs";
import type { IdentifiedInputs, ResolvedSegment } from "./resolve";

export function taskKey({ appId, roomId, taskId }: TaskId): TaskKey {
  return { AppId: appId, RoomId: roomId, TaskId: taskId };
}

/** The body of StartSegment: words become the API's integers, and what the user left out stays out. */
export function startBody(inputs: IdentifiedInputs): StartSegmentBody {
  return present({
    ...taskKey(inputs),
    BusinessId: inputs.businessId,
    MaxIdleTime: inputs.maxIdleTime,
    TargetStreams: inputs.targetStreams?.length ? { StreamList: inputs.targetStreams.map(wireStream) } : undefined,
    Duration: inputs.duration,
    StorageConfig: wireStorage(inputs.storageConfig),
    Control: inputs.control && wireControl(inputs.control),
    Identifier: inputs.identifier,
    Handle: inputs.handle,
  });
}

/**
 * The body of UpdateSegment. It always carries all that can be updated: the API does not promise that a field left out
 * keeps its value.
 */
export function updateBody(segment: ResolvedSegment): UpdateSegmentBody {
  return present({
    ...taskKey(segment),
    BusinessId: segment.businessId,
    Identifier: segment.identifier,
    Handle: segment.handle,
    Duration: segment.duration,
  });
}

function wireStream({ userId, streamType, index }: TargetStream) {
  return present({
    UserId: userId,
    StreamType: streamType && (streamType === "screen" ? 1 : 0),
    Index: index,
  });
}

function wireControl({ align, mixed, ignoreSilence, redundantDuration }: Control) {
  return present({ Align: align, Mixed: mixed, IgnoreSilence: ignoreSilence, RedundantDuration: redundantDuration });
}

function wireStorage(storage: StorageConfig): WireStorageConfig {
  if (storage.type === "tos") {
    const { accountId, bucket, region } = storage;
    return {
      Type: 0,
      TosConfig: present({ AccountId: accountId, Bucket: bucket, Region: wireRegion("tos", region) }),
    };
  }
  const { vendor, bucket, region, credentials } = storage;
  return {
    Type: 2,
    CustomConfig: present({
      Vendor: VENDOR_CODES[vendor],
      Region: wireRegion(vendor, region),
      Bucket: bucket,
      AccessKey: credentials.accessKey,
      SecretKey: credentials.secretKey,
    }),
  };
}

function wireRegion(platform: Parameters<typeof regionCode>[0], region: string | number | undefined) {
  return region === undefined ? undefined : regionCode(platform, region);
}

type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Drops what is absent, so that the JSON shows only what the user wrote. */
function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
}
