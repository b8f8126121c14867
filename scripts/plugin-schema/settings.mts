import {
  DEFAULT_CALL_TIMEOUT_S,
  DEFAULT_OPERATION_TIMEOUT_S,
  DEFAULT_REGION,
  environmentName,
} from "#rtc-api/settings";
import { type Docstring, docstringsOf } from "./docstrings.mts";
import type { Properties, PropertySpec } from "./spec.mts";

const SETTINGS = docstringsOf("rtc-api/settings.ts")("RtcSettings");

/** They prove who calls. */
const SECRET: ReadonlySet<string> = new Set(["accessKey", "secretKey", "sessionToken"]);

const DEFAULTS: Readonly<Record<string, string>> = {
  region: `\`${DEFAULT_REGION}\``,
  endpoint: "the vendor's for the region",
  callTimeout: String(DEFAULT_CALL_TIMEOUT_S),
  operationTimeout: String(DEFAULT_OPERATION_TIMEOUT_S),
};

export const SETTINGS_DESCRIPTION = SETTINGS.text;

/**
 * How the API is reached: the configuration of a stack and the inputs of an explicit provider. None has a default or a
 * variable of the environment in the schema: generated code would write it into the state, where it becomes stale.
 */
export function settings(): Properties {
  return Object.fromEntries([...SETTINGS.members].map(([name, doc]) => [name, setting(name, doc)]));
}

function setting(name: string, { text, type }: Docstring): PropertySpec {
  const value = DEFAULTS[name];
  const otherwise = [`\`${environmentName(name)}\` in the environment`, ...(value === undefined ? [] : [value])];
  return {
    type: type === "number" ? "number" : "string",
    description: `${text}\n\nDefault: ${otherwise.join(", else ")}.`,
    ...(SECRET.has(name) ? { secret: true } : {}),
  };
}
