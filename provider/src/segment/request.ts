import { regionCode } from "../storage/regions";
import { VENDOR_CODES } from "../storage/vendors";
import type { StartSegmentBody, TaskKey, UpdateSegmentBody, WireStorageConfig } from "./api/wire";
import { PLAIN_FIELDS, type PlainField, STORAGE, STREAM, UPDATED_FIELDS } from "./fields";
import type { TaskId } from "./identity";
import type { Control, IdentifiedInputs, ResolvedSegment, SegmentInputs, StorageConfig, TargetStream } from "./inputs";

export function taskKey({ appId, roomId, taskId }: TaskId): TaskKey {
  return { AppId: appId, RoomId: roomId, TaskId: taskId };
}

/** The body of StartSegment: words become the API's integers, and what the user left out stays out. */
export function startBody(inputs: IdentifiedInputs): StartSegmentBody {
  return present({
    ...plain<StartSegmentBody>(inputs, PLAIN_FIELDS),
    TargetStreams: inputs.targetStreams?.length ? { StreamList: inputs.targetStreams.map(wireStream) } : undefined,
    StorageConfig: wireStorage(inputs.storageConfig),
    Control: inputs.control && wireControl(inputs.control),
  });
}

/**
 * The body of UpdateSegment. It always carries all that can be updated: the API does not promise that a field left out
 * keeps its value.
 */
export function updateBody(segment: ResolvedSegment): UpdateSegmentBody {
  return present(plain<UpdateSegmentBody>(segment, ["appId", "roomId", "taskId", "businessId", ...UPDATED_FIELDS]));
}

/** Values that the API takes as they are, under its names for them. The type is an error where a body lacks one. */
function plain<Body>(values: SegmentInputs, fields: readonly (PlainField & Uncapitalize<keyof Body & string>)[]) {
  return Object.fromEntries(fields.map((field) => [wireName(field), values[field]])) as Pick<
    Body,
    Capitalize<PlainField> & keyof Body
  >;
}

export function wireName<Field extends PlainField>(field: Field): Capitalize<Field> {
  return (field.charAt(0).toUpperCase() + field.slice(1)) as Capitalize<Field>;
}

function wireStream({ userId, streamType, index }: TargetStream) {
  return present({
    UserId: userId,
    StreamType: streamType && STREAM.streamType.codes[streamType],
    Index: index,
  } satisfies Record<Capitalize<keyof TargetStream>, unknown>);
}

function wireControl({ align, mixed, ignoreSilence, redundantDuration }: Control) {
  return present({
    Align: align,
    Mixed: mixed,
    IgnoreSilence: ignoreSilence,
    RedundantDuration: redundantDuration,
  } satisfies Record<Capitalize<keyof Control>, unknown>);
}

function wireStorage(storage: StorageConfig): WireStorageConfig {
  if (storage.type === "tos") {
    const { accountId, bucket, region } = storage;
    return {
      Type: STORAGE.type.codes.tos,
      TosConfig: present({ AccountId: accountId, Bucket: bucket, Region: wireRegion("tos", region) }),
    };
  }
  const { vendor, bucket, region, credentials } = storage;
  return {
    Type: STORAGE.type.codes.custom,
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
