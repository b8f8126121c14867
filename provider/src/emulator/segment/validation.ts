import { readJsonBody } from "../gateway/json-body";
import { parameterRefusal } from "../gateway/refusal";
import { type StartShape, type StorageShape, startShape, stopShape, updateShape } from "./request-shapes";
import type { Control, StorageConfig, Stream, TaskKey } from "./wire";

const ID = /^[a-zA-Z0-9_@\-.]{1,128}$/;
const MAX_STREAMS = 17;

export interface StartRequest {
  key: TaskKey;
  businessId: string | undefined;
  maxIdleTime: number;
  streams: Stream[];
  duration: number;
  storage: StorageConfig;
  control: Control;
  identifier: string | undefined;
  handle: boolean;
}

export interface UpdateRequest {
  key: TaskKey;
  identifier: string | undefined;
  handle: boolean;
  duration: number;
}

/** The request table of https://www.volcengine.com/docs/6348/1188212, defaults filled in. */
export function readStart(body: Buffer): StartRequest {
  const shape = readJsonBody(startShape, body);
  const key = readKey(shape);
  return {
    key,
    businessId: shape.BusinessId ?? undefined,
    maxIdleTime: inRange("MaxIdleTime", shape.MaxIdleTime ?? 180, 1, 86_400),
    streams: readStreams(shape),
    duration: inRange("Duration", shape.Duration ?? 20, 1, 600),
    storage: readStorage(shape.StorageConfig),
    control: {
      Align: shape.Control?.Align ?? false,
      Mixed: shape.Control?.Mixed ?? false,
      IgnoreSilence: shape.Control?.IgnoreSilence ?? false,
      RedundantDuration: shape.Control?.RedundantDuration ?? 0,
    },
    identifier: optionalId("Identifier", shape.Identifier),
    handle: shape.Handle ?? true,
  };
}

/** The documented defaults of https://www.volcengine.com/docs/6348/1188222 replace what is left out. */
export function readUpdate(body: Buffer): UpdateRequest {
  const shape = readJsonBody(updateShape, body);
  return {
    key: readKey(shape),
    identifier: optionalId("Identifier", shape.Identifier),
    handle: shape.Handle ?? true,
    duration: inRange("Duration", shape.Duration ?? 20, 1, 600),
  };
}

export function readStop(body: Buffer): TaskKey {
  return readKey(readJsonBody(stopShape, body));
}

export function readQuery(query: URLSearchParams): TaskKey {
  return readKey({ AppId: query.get("AppId"), RoomId: query.get("RoomId"), TaskId: query.get("TaskId") });
}

interface KeyShape {
  AppId?: string | null | undefined;
  RoomId?: string | null | undefined;
  TaskId?: string | null | undefined;
  BusinessId?: string | null | undefined;
}

function readKey(shape: KeyShape): TaskKey {
  const key = {
    AppId: id("AppId", shape.AppId, "IllegalAppId"),
    RoomId: id("RoomId", shape.RoomId, "IllegalRoomID"),
    TaskId: id("TaskId", shape.TaskId),
  };
  optionalId("BusinessId", shape.BusinessId);
  return key;
}

function id(field: string, value: string | null | undefined, illegal?: string): string {
  if (!value) throw parameterRefusal(`${field} is required.`);
  if (!ID.test(value)) throw parameterRefusal(`${field} must match [a-zA-Z0-9_@\\-\\.]{1,128}.`, illegal);
  return value;
}

function optionalId(field: string, value: string | null | undefined): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (!ID.test(value)) throw parameterRefusal(`${field} must match [a-zA-Z0-9_@\\-\\.]{1,128}.`);
  return value;
}

function inRange(field: string, value: number, least: number, most: number): number {
  if (value < least || value > most) throw parameterRefusal(`${field} must be in [${least}, ${most}].`);
  return value;
}

function required(field: string, value: string | null | undefined, detail?: string): string {
  if (!value) throw parameterRefusal(`${field} is required.`, detail);
  return value;
}

function readStreams(shape: StartShape): Stream[] {
  const list = shape.TargetStreams?.StreamList ?? [];
  if (list.length > MAX_STREAMS) {
    throw parameterRefusal(
      `TargetStreams.StreamList holds ${list.length} streams; at most ${MAX_STREAMS} are allowed.`,
    );
  }
  const seen = new Set<number>();
  return list.map((stream, position) => {
    const where = `TargetStreams.StreamList.${position}`;
    const result: Stream = {
      UserId: required(`${where}.UserId`, stream.UserId),
      StreamType: inRange(`${where}.StreamType`, stream.StreamType ?? 0, 0, 1),
    };
    if (stream.Index === null || stream.Index === undefined) return result;
    if (seen.has(stream.Index)) throw parameterRefusal(`${where}.Index ${stream.Index} is used twice.`);
    seen.add(stream.Index);
    return { Index: stream.Index, ...result };
  });
}

/** Nothing checks that the bucket exists in the region: no document says how the real service would tell. */
function readStorage(storage: StorageShape | null | undefined): StorageConfig {
  if (!storage) throw parameterRefusal("StorageConfig is required.");
  const type = storage.Type ?? 0;
  if (type === 0) {
    const tos = storage.TosConfig;
    if (!tos) throw parameterRefusal("StorageConfig.TosConfig is required when Type is 0.");
    return {
      Type: 0,
      TosConfig: {
        AccountId: required("StorageConfig.TosConfig.AccountId", tos.AccountId, "EmptyAccountId"),
        Bucket: required("StorageConfig.TosConfig.Bucket", tos.Bucket),
        Region: tos.Region ?? 0,
      },
    };
  }
  if (type !== 2) throw parameterRefusal("StorageConfig.Type must be 0 or 2 for audio segments.");
  const custom = storage.CustomConfig;
  if (!custom) throw parameterRefusal("StorageConfig.CustomConfig is required when Type is 2.");
  return {
    Type: 2,
    CustomConfig: {
      Vendor: inRange("StorageConfig.CustomConfig.Vendor", custom.Vendor ?? 0, 0, 4),
      Region: custom.Region ?? 0,
      Bucket: required("StorageConfig.CustomConfig.Bucket", custom.Bucket),
      AccessKey: required("StorageConfig.CustomConfig.AccessKey", custom.AccessKey),
      SecretKey: required("StorageConfig.CustomConfig.SecretKey", custom.SecretKey),
    },
  };
}
