import type { Action, Call } from "./action";
import { boundedText } from "./bounded-text";
import { isInsecure, RtcApiError } from "./error";
import type { Applied } from "./failure";
import type { Mask } from "./masking";
import type { Operation } from "./operation";
import type { RtcSettings } from "./settings";
import { signedHeaders } from "./signature";
import { chooseFetch } from "./transport";

export interface RawAnswer {
  status: number;
  /** Absent when it was too long to be the API's. */
  text: string | undefined;
}

/** Bytes, unpacked. The longest documented answers have some thousands. */
export const LONGEST_ANSWER = 1024 * 1024;

/** What a call gets however late in its operation it is made; milliseconds. */
const LAST_CALL_MS = 1_000;

/** Sends a signed request, once, and reads the answer. Throws `RtcApiError` when there is none. */
export async function send(
  { action, parameters }: Call,
  settings: RtcSettings,
  operation: Operation,
  mask: Mask,
): Promise<RawAnswer> {
  const { name, version, method } = action;
  const inQuery = action.parameters === "query";
  const query = { Action: name, Version: version, ...(inQuery ? texts(parameters) : {}) };
  const body = inQuery ? undefined : JSON.stringify(parameters);
  const url = new URL(settings.endpoint);
  const headers = await signedHeaders({ method, host: url.host, query, ...(body && { body }) }, settings);
  url.search = new URLSearchParams(query).toString();
  const timeout = Math.max(1, Math.round(Math.min(settings.callTimeout, Math.max(operation.left, LAST_CALL_MS))));
  const limit = AbortSignal.timeout(timeout);
  const signal = operation.signal === undefined ? limit : AbortSignal.any([limit, operation.signal]);
  try {
    const fetch = await chooseFetch();
    // A redirect would carry keys to wherever it points; the API never answers with one.
    const response = await fetch(url.href, { method, headers, signal, redirect: "manual", ...(body && { body }) });
    return { status: response.status, text: await boundedText(response.body, LONGEST_ANSWER) };
  } catch (error) {
    if (operation.cancelled) {
      throw new RtcApiError(action, { side: "cancelled" }, applied(action), "cancelled before it was answered");
    }
    if (limit.aborted) {
      const detail = `no answer within ${timeout / 1000} s`;
      throw new RtcApiError(action, { side: "timeout" }, applied(action), detail);
    }
    throw disconnected(action, error, mask);
  }
}

function texts(parameters: object): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
}

/** What a call without a usable answer may have done. Reading changes nothing, so only the other actions leave a doubt. */
export function applied({ effect }: Action): Applied {
  return effect === "reads" ? "no" : "maybe";
}

/** Failures that come before a connection is there, so that nothing can have been sent. */
const NEVER_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  // A proxy whose address is none.
  "ERR_INVALID_URL",
  // What fetch says, without a code, of a port it never connects to.
  "bad port",
]);

function disconnected(action: Action, error: unknown, mask: Mask): RtcApiError {
  const { code, cause } = error as NodeJS.ErrnoException & { cause?: NodeJS.ErrnoException };
  const known = cause?.code ?? code ?? cause?.message;
  const reason = String(known ?? "UNKNOWN");
  return new RtcApiError(
    action,
    { side: "network", code: mask(reason) },
    NEVER_SENT.has(reason) || isInsecure(reason) ? "no" : applied(action),
    `the connection failed (${mask(reason)})`,
    undefined,
    // What does not say why no connection came about may be no failure of one, but a bug.
    known === undefined ? { cause: masked(error, mask) } : {},
  );
}

/** What is thrown may quote what was to be sent. */
function masked(error: unknown, mask: Mask): unknown {
  if (!(error instanceof Error)) return undefined;
  const copy = new Error(mask(error.message));
  copy.name = error.name;
  copy.stack = mask(error.stack ?? "");
  return copy;
}
