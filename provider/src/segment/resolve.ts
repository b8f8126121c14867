import { regionWord } from "../storage/regions";
import { CONTROL_DEFAULTS, DEFAULTS } from "./fields";
import type { Control, SegmentInputs, StorageConfig, TargetStream } from "./inputs";

/** Inputs whose task id is settled, by the user or by `deriveTaskId`. */
export type IdentifiedInputs = SegmentInputs & { taskId: string };

/** A task's inputs with every documented default filled in. */
export interface ResolvedSegment {
  /** The id of the RTC application. */
  appId: string;
  /** The room whose audio is sliced. */
  roomId: string;
  /** The id of the task, as given or as derived. */
  taskId: string;
  /** The label for the console's statistics, if there is one. */
  businessId?: string | undefined;
  /** Absent until the API has made one up. */
  identifier?: string | undefined;
  /** Seconds without a published stream after which the task ends. 1 to 86400. */
  maxIdleTime: number;
  /** Seconds of audio in one slice. 1 to 600. */
  duration: number;
  /** Whether audio is sliced, and the task does not merely wait. */
  handle: boolean;
  /** Empty for all streams of the room. */
  targetStreams: TargetStream[];
  /** Where the slices go, with the default region filled in. */
  storageConfig: StorageConfig;
  /** Advanced slicing, with every default filled in. */
  control: ResolvedControl;
  /** Whether a running task of the same id may be taken over. */
  adopt: boolean;
  /** What a refresh makes of a task that has ended. */
  whenEnded: "restart" | "keep";
  /** Values whose change replaces the task. */
  triggers?: unknown[] | undefined;
}

/** Advanced slicing with every default filled in. */
export type ResolvedControl = { [K in keyof Control]-?: NonNullable<Control[K]> };

/** Fills in the defaults. What the user wrote keeps its spelling: a region given as an integer stays one. */
export function resolve(inputs: IdentifiedInputs): ResolvedSegment {
  return {
    ...inputs,
    ...withDefaults(DEFAULTS, inputs),
    storageConfig: resolveStorage(inputs.storageConfig),
    control: resolveControl(inputs.control),
  };
}

export function resolveControl(control: Control = {}): ResolvedControl {
  return withDefaults(CONTROL_DEFAULTS, control);
}

/** What was given of the values that have a default, and the default of the others. */
export function withDefaults<Values extends object>(
  defaults: Values,
  given: { [Name in keyof Values]?: unknown },
): Values {
  return Object.fromEntries(
    Object.entries(defaults).map(([name, value]) => [name, given[name as keyof Values] ?? value]),
  ) as Values;
}

function resolveStorage(storage: StorageConfig): StorageConfig {
  if (storage.region !== undefined) return storage;
  const platform = storage.type === "tos" ? "tos" : storage.vendor;
  return { ...storage, region: regionWord(platform, undefined) } as StorageConfig;
}
