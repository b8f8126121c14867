import { type Applied, type Failure, isInsecure, RtcApiError } from "./error";
import { maskSecrets } from "./masking";
import type { Operation } from "./operation";
import type { RtcSettings } from "./settings";
import { signedHeaders } from "./signature";
import { chooseFetch } from "./transport";
import { type Action, API_VERSION, type Envelope, type WireError } from "./wire";

export type CallInput =
  | { action: "GetSegmentTask"; query: Record<string, string> }
  | { action: Exclude<Action, "GetSegmentTask">; body: object };

interface Answer {
  status: number;
  text: string;
}

/** Makes one call, once, and returns its `Result`. Throws `RtcApiError` for everything that is not a success. */
export async function call(input: CallInput, settings: RtcSettings, operation: Operation): Promise<unknown> {
  const { action } = input;
  const answer = await send(input, settings, operation);
  const envelope = parse(answer);
  const error = envelope?.ResponseMetadata?.Error;
  const requestId = envelope?.ResponseMetadata?.RequestId;
  if (error?.Code !== undefined && error.Code !== "") throw refused(action, error, answer.status, requestId);
  if (answer.status === 429) throw throttled(action, "TooManyRequests", answer.status, "HTTP 429", requestId);
  if (answer.status >= 500) {
    const failure: Failure = { side: "server", httpStatus: answer.status };
    throw new RtcApiError(action, failure, applied(action), `HTTP ${answer.status} without a reason`, requestId);
  }
  if (envelope?.ResponseMetadata === undefined || answer.status !== 200) {
    const failure: Failure = { side: "answer", httpStatus: answer.status };
    const detail = `HTTP ${answer.status} with an answer that is not the API's (${answer.text.length} characters)`;
    throw new RtcApiError(action, failure, applied(action), detail, requestId);
  }
  return envelope.Result;
}

/** What a call gets however late in its operation it is made. */
const LAST_CALL_MS = 1_000;

async function send(input: CallInput, settings: RtcSettings, operation: Operation): Promise<Answer> {
  const { action } = input;
  const query = { Action: action, Version: API_VERSION, ...("query" in input ? input.query : {}) };
  const method = "query" in input ? "GET" : "POST";
  const body = "body" in input ? JSON.stringify(input.body) : undefined;
  const url = new URL(settings.endpoint);
  const headers = await signedHeaders({ method, host: url.host, query, ...(body && { body }) }, settings);
  url.search = new URLSearchParams(query).toString();
  const fetch = await chooseFetch();
  const timeout = Math.max(1, Math.round(Math.min(settings.callTimeout, Math.max(operation.left, LAST_CALL_MS))));
  const limit = AbortSignal.timeout(timeout);
  const signal = operation.signal === undefined ? limit : AbortSignal.any([limit, operation.signal]);
  try {
    // A redirect would carry keys to wherever it points; the API never answers with one.
    const response = await fetch(url.href, { method, headers, signal, redirect: "manual", ...(body && { body }) });
    const text = maskSecrets(await response.text(), settings, "body" in input ? input.body : undefined);
    return { status: response.status, text };
  } catch (error) {
    if (operation.cancelled) throw cancelled(action);
    throw limit.aborted ? late(action, timeout) : disconnected(action, error);
  }
}

function parse({ text }: Answer): Envelope | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Envelope) : undefined;
  } catch {
    return undefined;
  }
}

/** Reading changes nothing, so only the other actions leave a doubt. */
function applied(action: Action): Applied {
  return action === "GetSegmentTask" ? "no" : "maybe";
}

const THROTTLES = new Set(["FlowLimitExceeded", "AccountFlowLimitExceeded", "FlowLimitExceeded.QPSOverLimit"]);

function refused(action: Action, error: WireError, httpStatus: number, requestId: string | undefined): RtcApiError {
  const { Code: code, CodeN: codeNumber } = error;
  const detail = `${code}${error.Message ? `: ${error.Message}` : ""}`;
  if (THROTTLES.has(code) || (httpStatus === 429 && !code.startsWith("FlowLimitExceeded."))) {
    return throttled(action, code, httpStatus, detail, requestId);
  }
  if (httpStatus >= 500 || code.startsWith("InternalError")) {
    return new RtcApiError(action, { side: "server", httpStatus, code }, applied(action), detail, requestId);
  }
  const failure: Failure = codeNumber
    ? { side: "gateway", code, codeNumber, httpStatus }
    : { side: "service", code, httpStatus };
  return new RtcApiError(action, failure, "no", detail, requestId);
}

function throttled(action: Action, code: string, httpStatus: number, detail: string, requestId: string | undefined) {
  return new RtcApiError(action, { side: "throttle", code, httpStatus }, "no", detail, requestId);
}

/** Failures that come before a connection is there, so that nothing can have been sent. */
const NEVER_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  // What fetch says, without a code, of a port it never connects to.
  "bad port",
]);

function cancelled(action: Action): RtcApiError {
  return new RtcApiError(action, { side: "cancelled" }, applied(action), "cancelled before it was answered");
}

function late(action: Action, timeout: number): RtcApiError {
  return new RtcApiError(action, { side: "timeout" }, applied(action), `no answer within ${timeout / 1000} s`);
}

function disconnected(action: Action, error: unknown): RtcApiError {
  const cause = error instanceof Error ? (error.cause as NodeJS.ErrnoException | undefined) : undefined;
  const code = cause?.code ?? cause?.message ?? "UNKNOWN";
  return new RtcApiError(
    action,
    { side: "network", code },
    NEVER_SENT.has(code) || isInsecure(code) ? "no" : applied(action),
    `the connection failed (${code})`,
  );
}
