import { UserError } from "../user-error";
import type { Action } from "./action";
import type { Applied, Failure } from "./failure";

/** A failed API call. Its text never contains a credential. */
export class RtcApiError extends UserError {
  override readonly name = "RtcApiError";

  /** The name of the action that was called. */
  readonly action: string;

  constructor(
    { name, advice }: Action,
    readonly failure: Failure,
    readonly applied: Applied,
    detail: string,
    readonly requestId?: string,
    options?: ErrorOptions,
  ) {
    const id = requestId === undefined ? "" : ` (request id ${requestId})`;
    const step = advice(failure) ?? nextStep(failure);
    super(`${name}: ${detail}${id}${step === undefined ? "" : `. ${step}`}`, options);
    this.action = name;
  }
}

/** Whether the API refused the call for this reason. */
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

/** What the user can do about a failure of any action. */
function nextStep(failure: Failure): string | undefined {
  switch (failure.side) {
    case "network":
      if (isInsecure(failure.code)) {
        return (
          "The connection can't be made secure: for an endpoint without TLS, such as the emulator, write http:// in front " +
          "of volcengine:endpoint or VOLCENGINE_ENDPOINT; behind a proxy that looks inside, name its certificate in NODE_EXTRA_CA_CERTS"
        );
      }
      // The endpoint has been checked by then.
      if (failure.code === "ERR_INVALID_URL") {
        return "The proxy in HTTPS_PROXY or HTTP_PROXY is not a URL: write it as http://host:port";
      }
      return CHECK_ENDPOINT;
    case "timeout":
      return CHECK_ENDPOINT;
    case "answer":
      return "Something other than the RTC API may have answered: check the endpoint (volcengine:endpoint or VOLCENGINE_ENDPOINT) and the proxy";
    case "limit":
      return `Do less at once (--parallel), or ${GIVE_MORE_TIME}`;
    case "cancelled":
      return undefined;
    case "server":
      return "The API is in trouble; try again later";
    case "throttle":
      return STEPS.get(failure.code) ?? "Too many calls for the account; try again later or lower --parallel";
    case "gateway":
    case "service":
      return STEPS.get(failure.code);
  }
}

export const GIVE_MORE_TIME = "give operations more time (volcengine:operationTimeout or VOLCENGINE_OPERATION_TIMEOUT)";

const CHECK_ENDPOINT =
  "Check that the endpoint (volcengine:endpoint or VOLCENGINE_ENDPOINT) can be reached from here, then try again";

const CHECK_KEYS =
  "Check volcengine:accessKey and volcengine:secretKey, or VOLCENGINE_ACCESS_KEY and VOLCENGINE_SECRET_KEY. Of the " +
  "configuration, `pulumi refresh` and `pulumi destroy` see what the last `up` used: changed since, it counts with --run-program";

const CHECK_RIGHTS = "Give the user of the access key the right to call this action of RTC";

/** By codes that any action may be refused with: those of the gateway, which stands in front of all, and those about the app. */
const STEPS = new Map(
  Object.entries({
    LackPolicy: CHECK_RIGHTS,
    AccessDenied: CHECK_RIGHTS,
    "AccessDenied.NoPermissionForApp": "This account may not operate the app: check appId and whose access key is used",
    "InvalidParameter.NotExistAppId": "There is no such app: check appId in the RTC console",
    "InvalidParameter.IllegalAppId": "Check appId in the RTC console",
    InvalidAccessKey: CHECK_KEYS,
    InvalidClientTokenId: CHECK_KEYS,
    InvalidAuthorization: CHECK_KEYS,
    InvalidCredential: CHECK_KEYS,
    SignatureDoesNotMatch: CHECK_KEYS,
    MissingAuthenticationToken: CHECK_KEYS,
    InvalidSecretToken:
      "The session token is wrong or has expired: get a new one and set VOLCENGINE_SESSION_TOKEN with its keys",
    InvalidTimestamp: "The clock of this machine is off: set it right (the API allows 15 minutes), then try again",
  }),
);
