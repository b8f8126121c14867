import { type Applied, type Failure, isInsecure, RtcApiError } from "./error";
import { maskSecrets } from "./masking";
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
export async function call(input: CallInput, settings: RtcSettings, timeout: number): Promise<unknown> {
  const { action } = input;
  const answer = await send(input, settings, timeout);
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

async function send(input: CallInput, settings: RtcSettings, timeout: number): Promise<Answer> {
  const { action } = input;
  const query = { Action: action, Version: API_VERSION, ...("query" in input ? input.query : {}) };
  const method = "query" in input ? "GET" : "POST";
  const body = "body" in input ? JSON.stringify(input.body) : undefined;
  const url = new URL(settings.endpoint);
  const headers = await signedHeaders({ method, host: url.host, query, ...(body && { body }) }, settings);
  url.search = new URLSearchParams(query).toString();
  const fetch = await chooseFetch();
  const signal = AbortSignal.timeout(Math.max(1, Math.round(timeout)));
  try {
    // A redirect would carry keys to wherever it points; the API never answers with one.
    const response = await fetch(url.href, { method, headers, signal, redirect: "manual", ...(body && { body }) });
    const text = maskSecrets(await response.text(), settings, "body" in input ? input.body : undefined);
    return { status: response.status, text };
  } catch (error) {
    throw unanswered(action, error, timeout);
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

function unanswered(action: Action, error: unknown, timeout: number): RtcApiError {
  if (error instanceof Error && (error.name === "TimeoutError" || error.name === "AbortError")) {
    const detail = `no answer within ${timeout / 1000} s`;
    return new RtcApiError(action, { side: "timeout" }, applied(action), detail);
  }
  const cause = error instanceof Error ? (error.cause as NodeJS.ErrnoException | undefined) : undefined;
  const code = cause?.code ?? cause?.message ?? "UNKNOWN";
  return new RtcApiError(
    action,
    { side: "network", code },
    NEVER_SENT.has(code) || isInsecure(code) ? "no" : applied(action),
    `the connection failed (${code})`,
  );
}
