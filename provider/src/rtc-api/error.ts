import { UserError } from "../user-error";
import type { Action } from "./wire";

/**
 * What is known about whether a failed call took effect.
 *
 * - `no`: it certainly did not; it never reached the service, or was refused.
 * - `maybe`: nobody knows; look at the task before doing anything else.
 */
export type Applied = "no" | "maybe";

/** What went wrong, and on whose side. */
export type Failure =
  /** The RTC service refused the call. */
  | { side: "service"; code: string; httpStatus: number }
  /** The gateway in front of it refused the call, mostly because of its signature or rights. */
  | { side: "gateway"; code: string; codeNumber: number; httpStatus: number }
  /** Called too often; nothing was done. */
  | { side: "throttle"; code: string; httpStatus: number }
  /** The account's limit left it no turn before its operation was over; `waited` in milliseconds. Nothing was sent. */
  | { side: "limit"; waited: number }
  /** The server broke down, or something between answered in its place. */
  | { side: "server"; httpStatus: number; code?: string }
  /** An answer that is no answer: no JSON, cut off, or without the envelope. */
  | { side: "answer"; httpStatus: number }
  /** No connection, or one that broke. */
  | { side: "network"; code: string }
  /** No answer in time. */
  | { side: "timeout" }
  /** The operation was cancelled. */
  | { side: "cancelled" };

/** A failed API call. Its text never contains a credential. */
export class RtcApiError extends UserError {
  override readonly name = "RtcApiError";

  constructor(
    readonly action: Action,
    readonly failure: Failure,
    readonly applied: Applied,
    detail: string,
    readonly requestId?: string,
    options?: ErrorOptions,
  ) {
    const id = requestId === undefined ? "" : ` (request id ${requestId})`;
    const step = nextStep(failure);
    super(`${action}: ${detail}${id}${step === undefined ? "" : `. ${step}`}`, options);
  }
}

export const TASK_NOT_FOUND = "InvalidParameter.ErrorActiveTaskNotFound";
export const TASK_ALREADY_EXISTS = "InvalidParameter.TaskAlreadyExists";

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof RtcApiError && "code" in error.failure && error.failure.code === code;
}

/** A call that can simply be repeated: it had no effect, and another try may go better. */
export function isRepeatable(error: unknown): boolean {
  if (!(error instanceof RtcApiError) || error.applied === "maybe") return false;
  return error.failure.side === "throttle" || error.failure.side === "network";
}

export function isThrottle(error: unknown): boolean {
  return error instanceof RtcApiError && error.failure.side === "throttle";
}

export function mayHaveBeenApplied(error: unknown): boolean {
  return error instanceof RtcApiError && error.applied === "maybe";
}

/** Whether a connection failed because it could not be made secure: distrust, or another side that speaks no TLS. */
export function isInsecure(code: string): boolean {
  return /^ERR_(SSL|TLS)_|CERT|^UNABLE_TO_VERIFY/.test(code);
}

/** Whether calls for other tasks would fail as well: the fault is not with the task. */
export function meetsAllTasks(error: unknown): boolean {
  return error instanceof RtcApiError && (error.failure.side !== "service" || /AccessDenied/.test(error.failure.code));
}

/** What the user can do about it. */
function nextStep(failure: Failure): string | undefined {
  if (failure.side === "network" && isInsecure(failure.code)) {
    return (
      "The connection can't be made secure: for an endpoint without TLS, such as the emulator, write http:// in front " +
      "of volcengine:endpoint or VOLCENGINE_ENDPOINT; behind a proxy that looks inside, name its certificate in NODE_EXTRA_CA_CERTS"
    );
  }
  // The endpoint has been checked by then.
  if (failure.side === "network" && failure.code === "ERR_INVALID_URL") {
    return "The proxy in HTTPS_PROXY or HTTP_PROXY is not a URL: write it as http://host:port";
  }
  if (failure.side === "network" || failure.side === "timeout") {
    return "Check that the endpoint (volcengine:endpoint or VOLCENGINE_ENDPOINT) can be reached from here, then try again";
  }
  if (failure.side === "answer") {
    return "Something other than the RTC API may have answered: check the endpoint (volcengine:endpoint or VOLCENGINE_ENDPOINT) and the proxy";
  }
  if (failure.side === "limit") {
    return (
      "Do less at once (--parallel, or maxConcurrency of a group), or give operations more time " +
      "(volcengine:operationTimeout or VOLCENGINE_OPERATION_TIMEOUT)"
    );
  }
  if (failure.side === "cancelled") return undefined;
  if (failure.side === "server") return "The API is in trouble; try again later";
  const known = NEXT_STEPS[failure.code];
  if (known !== undefined) return known;
  if (failure.side === "throttle") return "Too many calls for the account; try again later or lower --parallel";
  return undefined;
}

const CHECK_KEYS =
  "Check volcengine:accessKey and volcengine:secretKey, or VOLCENGINE_ACCESS_KEY and VOLCENGINE_SECRET_KEY. Of the " +
  "configuration, `pulumi refresh` and `pulumi destroy` see what the last `up` used: changed since, it counts with --run-program";
const CHECK_RIGHTS = "Give the user of the access key the right to call RTC's segment actions";

const NEXT_STEPS: Record<string, string> = {
  InvalidAccessKey: CHECK_KEYS,
  InvalidClientTokenId: CHECK_KEYS,
  InvalidAuthorization: CHECK_KEYS,
  InvalidCredential: CHECK_KEYS,
  SignatureDoesNotMatch: CHECK_KEYS,
  MissingAuthenticationToken: CHECK_KEYS,
  InvalidSecretToken:
    "The session token is wrong or has expired: get a new one and set VOLCENGINE_SESSION_TOKEN with its keys",
  InvalidTimestamp: "The clock of this machine is off: set it right (the API allows 15 minutes), then try again",
  LackPolicy: CHECK_RIGHTS,
  AccessDenied: CHECK_RIGHTS,
  "AccessDenied.NoPermissionForApp": "This account may not operate the app: check appId and whose access key is used",
  "AccessDenied.ServiceNotEnabled": "Switch on audio segment (音频切片) for the app in the RTC console",
  "InvalidParameter.NotExistAppId": "There is no such app: check appId in the RTC console",
  "InvalidParameter.IllegalAppId": "Check appId in the RTC console",
  "InvalidParameter.IllegalRoomID": "Check roomId",
  "InvalidParameter.EmptyAccountId": "Give storageConfig.accountId, the id of the Volcengine main account",
  "InvalidParameter.AccountIdMismatch":
    "Check that storageConfig.accountId is the id of the main account, not of a sub-user, and that appId belongs to it",
  "FlowLimitExceeded.TaskNumberOverLimit": "The account runs too many tasks: stop some, or ask Volcengine for more",
};
