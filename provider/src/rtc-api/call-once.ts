import type { Action, Call } from "./action";
import type { Refusal } from "./answer";
import { RtcApiError } from "./error";
import type { Failure } from "./failure";
import { maskAll, masking } from "./masking";
import type { Operation } from "./operation";
import { secretsAt } from "./secrets-at";
import { applied, LONGEST_ANSWER, send } from "./send";
import type { RtcSettings } from "./settings";

/**
 * Makes one call, once, and returns its result. Throws `RtcApiError` for everything that is not a success. All texts it
 * brings back or throws are masked: an answer may quote the request, and ends up in logs, comments and states.
 */
export async function callOnce<Result>(
  call: Call<Result>,
  settings: RtcSettings,
  operation: Operation,
): Promise<Result> {
  const { action, parameters } = call;
  const account = [settings.accessKey, settings.secretKey, settings.sessionToken];
  const secrets = [...account, ...operation.secrets, ...secretsAt(parameters, action.secrets.parameters)];
  const { status, text } = await send(call, settings, operation, masking(secrets));
  // Loaded with the first answer: a program that makes no call does without its validation.
  const { readEnvelope, readResult } = await import("./answer.js");
  const envelope = text === undefined ? undefined : readEnvelope(text);
  const mask = masking([...secrets, ...secretsAt(envelope?.Result, action.secrets.result)]);
  const { RequestId: requestId, Error: refusal } = maskAll(envelope?.ResponseMetadata ?? {}, mask);

  if (refusal?.Code) throw refused(action, refusal, status, requestId);
  if (status === 429) throw throttled(action, "TooManyRequests", status, "HTTP 429", requestId);
  if (status >= 500) {
    const failure: Failure = { side: "server", httpStatus: status };
    throw new RtcApiError(action, failure, applied(action), `HTTP ${status} without a reason`, requestId);
  }
  const unusable = (detail: string) =>
    new RtcApiError(action, { side: "answer", httpStatus: status }, applied(action), detail, requestId);
  if (envelope === undefined || status !== 200) {
    const length = text === undefined ? `more than ${LONGEST_ANSWER} bytes` : `${text.length} characters`;
    throw unusable(`HTTP ${status} with an answer that is not the API's (${length})`);
  }
  const result = readResult(await action.result(), envelope.Result);
  if ("problem" in result) throw unusable(`the answer is not what the API documents (${result.problem})`);
  return maskAll(result.value, mask);
}

const THROTTLES = new Set(["FlowLimitExceeded", "AccountFlowLimitExceeded", "FlowLimitExceeded.QPSOverLimit"]);

/** Characters of the API's own words that an error repeats. */
const LONGEST_MESSAGE = 1_000;

function refused(
  action: Action,
  { Code: code = "", CodeN: codeNumber, Message: message = "" }: Refusal,
  httpStatus: number,
  requestId: string | undefined,
): RtcApiError {
  const words = message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)}…` : message;
  const detail = words === "" ? code : `${code}: ${words}`;
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
