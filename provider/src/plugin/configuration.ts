import type { Properties } from "../adapter/engine/properties";
import { PLUGIN_PACKAGE } from "../resource-types";
import type { ConfigLookup } from "../rtc-api/settings";

/** A message of the core, which names settings as dynamic resources have them, in the words of the plugin. */
export function inPluginWords(message: string): string {
  return message.replace(/\bvolcengine:(?=[a-z]+[A-Z]|endpoint\b|region\b)/g, `${PLUGIN_PACKAGE}:`);
}

/** The configuration of the provider that this process was started for: the stack's, or an explicit provider's own. */
export class Configuration {
  #settings: Properties = {};

  set(settings: Properties): void {
    this.#settings = settings;
  }

  readonly lookup: ConfigLookup = (key) => {
    const value = this.#settings[key];
    return value === undefined || value === null || value === "" ? undefined : String(value);
  };
}
