import type { Properties } from "../adapter/engine/properties";
import type { ConfigLookup } from "../rtc-api/settings";

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
