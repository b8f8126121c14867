import { regionWord } from "../storage/regions";
import { CONTROL_DEFAULTS, DEFAULTS } from "./fields";
import type { Control, IdentifiedInputs, ResolvedControl, ResolvedSegment, StorageConfig } from "./inputs";

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

export function resolveStorage(storage: StorageConfig): StorageConfig {
  if (storage.region !== undefined) return storage;
  const platform = storage.type === "tos" ? "tos" : storage.vendor;
  return { ...storage, region: regionWord(platform, undefined) } as StorageConfig;
}
