import { regionWord } from "../storage/regions";
import { vendorOfCode } from "../storage/vendors";
import type { WireSegmentTask, WireStorageConfig } from "./api/wire";
import type { SegmentField } from "./inputs";
import { publicMeaning } from "./meaning";
import { type ResolvedSegment, resolveControl } from "./resolve";
import { statusOfCode, type TaskStatus } from "./status";

/** A storage platform as the API reports it. Credentials are never taken over from there. */
export type ObservedStorage =
  | { type: "tos"; accountId: string; bucket: string; region: string | number }
  | { type: "custom"; vendor: string | number; bucket: string; region: string | number };

/** The settings of a task as the API reports them; what it does not report is absent. */
export interface ObservedSettings
  extends Partial<
    Pick<ResolvedSegment, "identifier" | "maxIdleTime" | "duration" | "handle" | "targetStreams" | "control">
  > {
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

const COMPARED = [
  "identifier",
  "maxIdleTime",
  "duration",
  "handle",
  "targetStreams",
  "storageConfig",
  "control",
] as const satisfies readonly SegmentField[];

export type ComparedField = (typeof COMPARED)[number];

/** The settings in which a task differs from what was asked for. What either side leaves open does not count. */
export function differences(wanted: ResolvedSegment, { settings }: Pick<Observation, "settings">): ComparedField[] {
  return COMPARED.filter((field) => {
    if (settings[field] === undefined || (field === "identifier" && !wanted.identifier)) return false;
    return publicMeaning(field, wanted[field]) !== publicMeaning(field, settings[field]);
  });
}

function observedSettings(task: WireSegmentTask): ObservedSettings {
  const storage = task.StorageConfig && observedStorage(task.StorageConfig);
  const control = task.Control;
  return {
    ...(task.Identifier ? { identifier: task.Identifier } : {}),
    ...(task.MaxIdleTime !== undefined ? { maxIdleTime: task.MaxIdleTime } : {}),
    ...(task.Duration !== undefined ? { duration: task.Duration } : {}),
    ...(task.Handle !== undefined ? { handle: task.Handle } : {}),
    ...(task.TargetStreams !== undefined
      ? {
          targetStreams: (task.TargetStreams.StreamList ?? []).map(({ UserId, StreamType, Index }) => ({
            userId: UserId,
            streamType: StreamType === 1 ? ("screen" as const) : ("normal" as const),
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
          }),
        }
      : {}),
  };
}

function observedStorage({ Type, TosConfig, CustomConfig }: WireStorageConfig): ObservedStorage | undefined {
  if (Type === 2 && CustomConfig) {
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
