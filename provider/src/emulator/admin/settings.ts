import { ACTIONS, forEachAction } from "./actions";
import type { Settings, SettingsChange } from "./types";

export function changeSettings(settings: Settings, change: SettingsChange): Settings {
  const { limits, ...rest } = change;
  // Without exactOptionalPropertyTypes a caller may write undefined for what is not to change.
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    ...settings,
    ...given,
    limits: limits === false ? forEachAction(() => null) : { ...settings.limits, ...limits },
  };
}

export function initialSettings(change: SettingsChange): Settings {
  const defaults: Settings = {
    duplicateStart: "result",
    limits: forEachAction((action) => ACTIONS[action].perSecond),
    latencyMs: 0,
    maskCredentials: false,
    staleReads: 0,
    slowStops: 0,
    eventsTo: "loopback",
  };
  return changeSettings(defaults, change);
}
