import { readSettings } from "../../rtc-api/settings";
import { plainData } from "./plain-data";
import type { PolicyContext } from "./policy-context";
import { checkedBuckets } from "./preflight-report";
import { projectFiles } from "./project-files";

/**
 * What a running policy pack can find out. The engine gives a policy the provider of each resource, and a dynamic
 * provider's inputs are the whole configuration of the stack, secrets in clear: no more than two keys of it are read.
 */
export function engineContext(providerProps: unknown): PolicyContext {
  return {
    endpoint: endpointOf((plainData(providerProps) ?? {}) as Record<string, unknown>, process.env),
    projectFiles,
    checkedBuckets,
  };
}

/** The endpoint the provider takes with this configuration of a stack; undefined when it would refuse it. */
export function endpointOf(config: Readonly<Record<string, unknown>>, env: NodeJS.ProcessEnv): string | undefined {
  try {
    // Settled exactly as the provider settles it. Keys are not at stake, but without any it would refuse.
    return readSettings((key) => {
      if (key !== "endpoint" && key !== "region") return key.endsWith("Key") ? "none" : undefined;
      // The inputs of the plugin's provider are its own settings alone, without a namespace.
      const value = config[`volcengine:${key}`] ?? config[key];
      return typeof value === "string" ? value : undefined;
    }, env).endpoint;
  } catch {
    return undefined;
  }
}
