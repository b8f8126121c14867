/** A call the API answers with an error envelope. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Present only when the gateway, not the RTC service, refuses. */
    readonly codeN?: number,
  ) {
    super(message);
    this.name = "Refusal";
  }
}

/** The numbers and statuses of https://www.volcengine.com/docs/6369/68677 and its product copies. */
const GATEWAY = {
  MissingParameter: [100002, 400],
  MissingAuthenticationToken: [100003, 401],
  MissingRequestInfo: [100004, 400],
  MissingSignature: [100005, 401],
  InvalidTimestamp: [100006, 400],
  ServiceNotFound: [100007, 404],
  InvalidActionOrVersion: [100008, 404],
  InvalidAccessKey: [100009, 401],
  SignatureDoesNotMatch: [100010, 401],
  MethodNotAllowed: [100020, 405],
  InvalidAuthorization: [100024, 401],
  InvalidCredential: [100025, 400],
  InvalidSecretToken: [100026, 401],
} as const satisfies Record<string, readonly [codeN: number, status: number]>;

export type GatewayCode = keyof typeof GATEWAY;

export function gatewayRefusal(code: GatewayCode, message: string): Refusal {
  const [codeN, status] = GATEWAY[code];
  return new Refusal(status, code, message, codeN);
}

export function parameterRefusal(message: string, detail?: string): Refusal {
  return new Refusal(400, detail === undefined ? "InvalidParameter" : `InvalidParameter.${detail}`, message);
}
