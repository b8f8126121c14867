import { regionWord } from "../storage/regions";
import type { Control, SegmentInputs, StorageConfig, TargetStream } from "./inputs";

/** Inputs whose task id is settled, by the user or by `deriveTaskId`. */
export type IdentifiedInputs = SegmentInputs & { taskId: string };

/** A task's inputs with every documented default filled in. */
export interface ResolvedSegment {
  appId: string;
  roomId: string;
  taskId: string;
  businessId?: string | undefined;
  /** Absent until the API has made one up. */
  identifier?: string | undefined;
  maxIdleTime: number;
  duration: number;
  handle: boolean;
  /** Empty for all streams of the room. */
  targetStreams: TargetStream[];
  storageConfig: StorageConfig;
  control: ResolvedControl;
  adopt: boolean;
  whenEnded: "restart" | "keep";
  triggers?: unknown[] | undefined;
}

export type ResolvedControl = { [K in keyof Control]-?: NonNullable<Control[K]> };

/** Fills in the defaults. What the user wrote keeps its spelling: a region given as an integer stays one. */
export function resolve(inputs: IdentifiedInputs): ResolvedSegment {
  return {
    ...inputs,
    maxIdleTime: inputs.maxIdleTime ?? 180,
    duration: inputs.duration ?? 20,
    handle: inputs.handle ?? true,
    targetStreams: inputs.targetStreams ?? [],
    storageConfig: resolveStorage(inputs.storageConfig),
    control: resolveControl(inputs.control),
    adopt: inputs.adopt ?? false,
    whenEnded: inputs.whenEnded ?? "restart",
  };
}

export function resolveControl(control: Control | undefined): ResolvedControl {
  return {
    align: control?.align ?? false,
    mixed: control?.mixed ?? false,
    ignoreSilence: control?.ignoreSilence ?? false,
    redundantDuration: control?.redundantDuration ?? 0,
  };
}

function resolveStorage(storage: StorageConfig): StorageConfig {
  if (storage.region !== undefined) return storage;
  const platform = storage.type === "tos" ? "tos" : storage.vendor;
  return { ...storage, region: regionWord(platform, undefined) } as StorageConfig;
}
