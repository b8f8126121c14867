import { regionWord } from "../storage/regions";
import { vendorOfCode } from "../storage/vendors";
import type { WireSegmentTask, WireStorageConfig } from "./api/wire";
import { factsOf, PLAIN_FIELDS, type PlainField, SHOWN_FIELDS, type ShownField, STORAGE, STREAM } from "./fields";
import type { ResolvedControl, ResolvedSegment } from "./inputs";
import { publicMeaning } from "./meaning";
import { wireName } from "./request";
import { resolveControl } from "./resolve";
import { statusOfCode, type TaskStatus } from "./status";

/** A storage platform as the API reports it. Credentials are never taken over from there. */
export type ObservedStorage =
  | { type: "tos"; accountId: string; bucket: string; region: string | number }
  | { type: "custom"; vendor: string | number; bucket: string; region: string | number };

/** The settings of a task as the API reports them; what it does not report is absent. */
export interface ObservedSettings extends Partial<Pick<ResolvedSegment, Exclude<ShownField, "storageConfig">>> {
  /** Where the slices go, without credentials. */
  storageConfig?: ObservedStorage;
}

/** A task as GetSegmentTask shows it. */
export interface Observation {
  status: TaskStatus;
  /** ISO 8601; absent while the task has not started. */
  startTime?: string;
  /** ISO 8601; absent while the task has not ended. */
  endTime?: string;
  /** Why it ended, in the API's words, such as `IdleTimeOut`; absent while it has not. */
  stopReason?: string;
  /** What the API reports of the task's settings. */
  settings: ObservedSettings;
}

export function observation(task: WireSegmentTask): Observation {
  return {
    status: statusOfCode(task.Status),
    ...(task.StartTime ? { startTime: new Date(task.StartTime).toISOString() } : {}),
    ...(task.EndTime ? { endTime: new Date(task.EndTime).toISOString() } : {}),
    ...(task.StopReason ? { stopReason: task.StopReason } : {}),
    settings: observedSettings(task),
  };
}

/** The settings in which a task differs from what was asked for. What either side leaves open does not count. */
export function differingFields(wanted: ResolvedSegment, { settings }: Pick<Observation, "settings">): ShownField[] {
  return SHOWN_FIELDS.filter((field) => {
    if (settings[field] === undefined || (field === "identifier" && !wanted.identifier)) return false;
    return publicMeaning(field, wanted[field]) !== publicMeaning(field, settings[field]);
  });
}

function observedSettings(task: WireSegmentTask): ObservedSettings {
  const storage = task.StorageConfig && observedStorage(task.StorageConfig);
  const control = task.Control;
  return {
    ...plainSettings(task),
    ...(task.TargetStreams !== undefined
      ? {
          targetStreams: (task.TargetStreams.StreamList ?? []).map(({ UserId, StreamType, Index }) => ({
            userId: UserId,
            streamType: StreamType === STREAM.streamType.codes.screen ? ("screen" as const) : ("normal" as const),
            ...(Index !== undefined ? { index: Index } : {}),
          })),
        }
      : {}),
    ...(storage ? { storageConfig: storage } : {}),
    ...(control
      ? {
          control: resolveControl({
            align: control.Align,
            mixed: control.Mixed,
            ignoreSilence: control.IgnoreSilence,
            redundantDuration: control.RedundantDuration,
          } satisfies Record<keyof ResolvedControl, unknown>),
        }
      : {}),
  };
}

/** Values that the API shows as they are. */
function plainSettings(task: WireSegmentTask): Pick<ObservedSettings, ShownField & PlainField> {
  const shown = SHOWN_FIELDS.filter(isPlain).map((field) => [field, task[wireName(field)]] as const);
  return Object.fromEntries(
    shown.filter(([field, value]) => value !== undefined && !(factsOf(field).blank && value === "")),
  );
}

function isPlain(field: ShownField): field is ShownField & PlainField {
  return PLAIN_FIELDS.some((plain) => plain === field);
}

function observedStorage({ Type, TosConfig, CustomConfig }: WireStorageConfig): ObservedStorage | undefined {
  if (Type === STORAGE.type.codes.custom && CustomConfig) {
    const vendor = vendorOfCode(CustomConfig.Vendor ?? 0);
    return {
      type: "custom",
      vendor: vendor ?? CustomConfig.Vendor ?? 0,
      bucket: CustomConfig.Bucket,
      region: vendor ? regionWord(vendor, CustomConfig.Region) : (CustomConfig.Region ?? 0),
    };
  }
  if (!TosConfig) return undefined;
  return {
    type: "tos",
    accountId: TosConfig.AccountId,
    bucket: TosConfig.Bucket,
    region: regionWord("tos", TosConfig.Region),
  };
}
