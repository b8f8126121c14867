import type { Limits, Settings, SettingsChange } from "./admin-types";
import { DOCUMENTED_LIMITS } from "./rate";

export const UNLIMITED: Readonly<Limits> = {
  StartSegment: null,
  GetSegmentTask: null,
  UpdateSegment: null,
  StopSegment: null,
};

export function changeSettings(settings: Settings, change: SettingsChange): Settings {
  const { limits, ...rest } = change;
  return {
    ...settings,
    ...rest,
    limits: limits === false ? { ...UNLIMITED } : { ...settings.limits, ...limits },
  };
}

export function initialSettings(change: SettingsChange): Settings {
  const defaults: Settings = {
    duplicateStart: "result",
    limits: { ...DOCUMENTED_LIMITS },
    latencyMs: 0,
    maskCredentials: false,
  };
  return changeSettings(defaults, change);
}
