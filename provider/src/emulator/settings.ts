import { ACTIONS, forEachAction } from "./actions";
import type { Settings, SettingsChange } from "./admin-types";

export function changeSettings(settings: Settings, change: SettingsChange): Settings {
  const { limits, ...rest } = change;
  return {
    ...settings,
    ...rest,
    limits: limits === false ? forEachAction(() => null) : { ...settings.limits, ...limits },
  };
}

export function initialSettings(change: SettingsChange): Settings {
  const defaults: Settings = {
    duplicateStart: "result",
    limits: forEachAction((action) => ACTIONS[action].perSecond),
    latencyMs: 0,
    maskCredentials: false,
  };
  return changeSettings(defaults, change);
}
