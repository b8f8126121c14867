import type { dynamic } from "@pulumi/pulumi";
import type { ConfigLookup } from "../../rtc-api/settings";

/**
 * The stack's configuration as the engine hands it to the provider process.
 *
 * It is stored synchronously: the engine may run an operation before an asynchronous `configure` has ended.
 */
export class ProviderConfig {
  #config: dynamic.Config | undefined;

  set(request: dynamic.ConfigureRequest): void {
    this.#config = request.config;
  }

  readonly lookup: ConfigLookup = (key) => this.#config?.get(`volcengine:${key}`);
}
