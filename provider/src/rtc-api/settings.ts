import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { UserError } from "../user-error";

/** How to reach the API and as whom. Lives only as long as a call; never stored. */
export interface RtcSettings {
  /** The access key of the account. */
  accessKey: string;
  /** The secret key that belongs to it. */
  secretKey: string;
  /** The token of temporary keys. It counts only if it comes from where the access key comes from. */
  sessionToken?: string;
  /** The region of the signature's scope. */
  region: string;
  /** Scheme and host, such as `https://rtc.volcengineapi.com`. */
  endpoint: string;
  /** Milliseconds one call may take. */
  callTimeout: number;
  /** Milliseconds an operation may take with all its calls, waits and retries. */
  operationTimeout: number;
}

/** Looks a key such as `accessKey` up in the configuration of the stack. */
export type ConfigLookup = (key: string) => string | undefined;

type Key = "accessKey" | "secretKey" | "sessionToken" | "region" | "endpoint" | "callTimeout" | "operationTimeout";

/** Where a setting may come from. */
interface Source {
  read(key: Key): string | undefined;
  /** What the user has set there, for messages. */
  nameOf(key: Key): string;
}

const MAINLAND_ENDPOINT = "https://rtc.volcengineapi.com";
const OVERSEAS_ENDPOINT = "https://open-ap-singapore-1.volcengineapi.com";
const OVERSEAS_REGIONS = ["ap-singapore-1", "ap-southeast-1"];
const VENDOR_HOST = /\.volcengineapi\.com$/;
export const DEFAULT_REGION = "cn-north-1";
export const DEFAULT_CALL_TIMEOUT_S = 10;
export const DEFAULT_OPERATION_TIMEOUT_S = 300;

/**
 * Resolves the settings: stack configuration first, then `VOLCENGINE_*`, then `VOLC_*` and `~/.volc/config` as
 * @volcengine/openapi reads them. Reads everything anew at each call, so rotated keys are picked up.
 */
export function readSettings(config: ConfigLookup, env: NodeJS.ProcessEnv = process.env): RtcSettings {
  const sources = [stackConfig(config), volcengineEnv(env), volcEnv(env), volcFile(env)];
  const sourceOf = (key: Key) => sources.find((source) => source.read(key));
  const find = (key: Key) => sourceOf(key)?.read(key);
  const nameOf = (key: Key) => sourceOf(key)?.nameOf(key) ?? key;
  const accessKey = find("accessKey");
  const secretKey = find("secretKey");
  if (accessKey === undefined || secretKey === undefined) {
    const missing = accessKey === undefined ? "access key" : "secret key";
    throw new UserError(
      `No Volcengine ${missing} found. Run \`pulumi config set --secret volcengine:accessKey …\` and ` +
        "`pulumi config set --secret volcengine:secretKey …`, or set VOLCENGINE_ACCESS_KEY and VOLCENGINE_SECRET_KEY",
    );
  }
  // A token belongs to the key it came with: one left over in another source would spoil the signature.
  const sessionToken = sources.find((source) => source.read("accessKey") === accessKey)?.read("sessionToken");
  const region = find("region") ?? DEFAULT_REGION;
  return {
    accessKey,
    secretKey,
    ...(sessionToken ? { sessionToken } : {}),
    region,
    endpoint: parseEndpoint(
      nameOf("endpoint"),
      find("endpoint") ?? (OVERSEAS_REGIONS.includes(region) ? OVERSEAS_ENDPOINT : MAINLAND_ENDPOINT),
    ),
    callTimeout: milliseconds(nameOf("callTimeout"), find("callTimeout"), DEFAULT_CALL_TIMEOUT_S),
    operationTimeout: milliseconds(nameOf("operationTimeout"), find("operationTimeout"), DEFAULT_OPERATION_TIMEOUT_S),
  };
}

/** Whether an endpoint is the vendor's own, and nothing that stands in for it. */
export function isVendorEndpoint(endpoint: string): boolean {
  return VENDOR_HOST.test(new URL(endpoint).hostname);
}

function stackConfig(config: ConfigLookup): Source {
  return { read: config, nameOf: (key) => `volcengine:${key}` };
}

function volcengineEnv(env: NodeJS.ProcessEnv): Source {
  return { read: (key) => env[environmentName(key)], nameOf: environmentName };
}

/** The environment variable of a setting such as `accessKey`. */
export function environmentName(key: string): string {
  return `VOLCENGINE_${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

function volcEnv(env: NodeJS.ProcessEnv): Source {
  return keysOnly(() => env);
}

function volcFile(env: NodeJS.ProcessEnv): Source {
  return keysOnly(() => {
    try {
      const parsed: unknown = JSON.parse(readFileSync(join(env.HOME ?? homedir(), ".volc", "config"), "utf8"));
      return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, string>) : {};
    } catch {
      return {};
    }
  });
}

const VOLC_NAMES: Partial<Record<Key, string>> = { accessKey: "VOLC_ACCESSKEY", secretKey: "VOLC_SECRETKEY" };

function keysOnly(read: () => Record<string, string | undefined>): Source {
  return {
    read: (key) => {
      const name = VOLC_NAMES[key];
      return name === undefined ? undefined : read()[name];
    },
    nameOf: (key) => VOLC_NAMES[key] ?? key,
  };
}

function parseEndpoint(name: string, text: string): string {
  try {
    const url = new URL(text.includes("://") ? text : `https://${text}`);
    if (url.protocol === "https:" || url.protocol === "http:") return url.origin;
  } catch {
    // Falls through to the message below.
  }
  throw new UserError(
    `${name} "${text}" is not an endpoint; use a host such as rtc.volcengineapi.com, or http://127.0.0.1:4010`,
  );
}

function milliseconds(name: string, text: string | undefined, fallback: number): number {
  const seconds = text === undefined ? fallback : Number(text);
  if (Number.isFinite(seconds) && seconds > 0) return seconds * 1000;
  throw new UserError(`${name} "${text}" is not valid; use a number of seconds above 0`);
}
