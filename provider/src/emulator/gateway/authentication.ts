import { timingSafeEqual } from "node:crypto";
import { gatewayRefusal } from "./refusal";
import { deriveSigningKey, expectedSignature, sha256Hex } from "./signature";

export interface Credentials {
  accessKey: string;
  secretKey: string;
  sessionToken?: string;
}

export interface ReceivedCall {
  /** Given to the call when it arrived. */
  requestId: string;
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}

const MAX_SKEW_MILLISECONDS = 900_000;

/** Checks calls the way the gateway in front of the RTC service does. */
export class Authenticator {
  private readonly signingKeys = new Map<string, Buffer>();

  constructor(private readonly credentials: Credentials) {}

  /**
   * @returns the region of the credential scope; any region is accepted.
   * @throws Refusal with a gateway code.
   */
  verify(call: ReceivedCall): string {
    const { headers } = call;
    const authorization = headers.authorization;
    if (authorization === undefined || authorization.trim() === "") {
      throw gatewayRefusal("MissingAuthenticationToken", "The request has no Authorization header.");
    }
    const parsed = parseAuthorization(authorization);
    const timestamp = headers["x-date"];
    if (timestamp === undefined) throw gatewayRefusal("MissingRequestInfo", "The request has no X-Date header.");
    checkTimestamp(timestamp);
    const { accessKey, region, service } = parseCredential(parsed.credential, timestamp.slice(0, 8));
    if (service !== "rtc") throw gatewayRefusal("ServiceNotFound", `The service ${service} does not exist here.`);
    if (accessKey !== this.credentials.accessKey) {
      throw gatewayRefusal("InvalidAccessKey", "The AccessKey in the Authorization header is not known.");
    }
    this.checkSessionToken(headers);

    for (const required of ["host", "x-date", "x-security-token"]) {
      if (headers[required] !== undefined && !parsed.signedHeaders.includes(required)) {
        throw gatewayRefusal("SignatureDoesNotMatch", `The header ${required} is present but not signed.`);
      }
    }
    const bodyHash = sha256Hex(call.body);
    const claimedHash = headers["x-content-sha256"];
    if (claimedHash !== undefined && claimedHash !== bodyHash) {
      throw gatewayRefusal("SignatureDoesNotMatch", "X-Content-Sha256 is not the SHA-256 of the body.");
    }
    const expected = expectedSignature(
      {
        method: call.method,
        path: call.path,
        query: call.query,
        headers: { ...headers, host: (headers.host ?? "").replace(/:(80|443)$/, "") },
        signedHeaders: parsed.signedHeaders,
        bodyHash,
        timestamp,
        region,
        service,
      },
      this.signingKey(timestamp.slice(0, 8), region, service),
    );
    if (!sameText(expected, parsed.signature)) {
      throw gatewayRefusal(
        "SignatureDoesNotMatch",
        "The request signature does not match the one calculated from the request. Check the secret key and what is signed.",
      );
    }
    return region;
  }

  private checkSessionToken(headers: Readonly<Record<string, string>>): void {
    const { sessionToken } = this.credentials;
    if (sessionToken !== undefined && headers["x-security-token"] !== sessionToken) {
      throw gatewayRefusal("InvalidSecretToken", "X-Security-Token is missing, wrong or expired.");
    }
  }

  /** Four HMACs per call are saved; the scope comes from the caller, so the cache is kept small. */
  private signingKey(date: string, region: string, service: string): Buffer {
    const scope = `${date}/${region}/${service}`;
    let key = this.signingKeys.get(scope);
    if (key === undefined) {
      if (this.signingKeys.size >= 100) this.signingKeys.clear();
      key = deriveSigningKey(this.credentials.secretKey, date, region, service);
      this.signingKeys.set(scope, key);
    }
    return key;
  }
}

interface Authorization {
  credential: string;
  signedHeaders: string[];
  signature: string;
}

function parseAuthorization(header: string): Authorization {
  const [, rest] = /^HMAC-SHA256\s+(.*)$/.exec(header.trim()) ?? [];
  const fields = new Map(
    (rest ?? "").split(",").map((part) => {
      const at = part.indexOf("=");
      return at < 0 ? ([part.trim(), ""] as const) : ([part.slice(0, at).trim(), part.slice(at + 1).trim()] as const);
    }),
  );
  const credential = fields.get("Credential");
  const signedHeaders = fields.get("SignedHeaders");
  const signature = fields.get("Signature");
  if (!credential || !signedHeaders) {
    throw gatewayRefusal(
      "InvalidAuthorization",
      "Invalid 'Authorization' header, Pls check your authorization header.",
    );
  }
  if (!signature) throw gatewayRefusal("MissingSignature", "The Authorization header has no Signature.");
  return { credential, signedHeaders: signedHeaders.split(";").map((name) => name.trim().toLowerCase()), signature };
}

function parseCredential(credential: string, date: string): { accessKey: string; region: string; service: string } {
  const [accessKey, scopeDate, region, service, terminator, ...more] = credential.split("/");
  if (!accessKey || !region || !service || terminator !== "request" || more.length > 0) {
    throw gatewayRefusal("InvalidCredential", "Credential must be AccessKey/YYYYMMDD/region/service/request.");
  }
  if (scopeDate !== date) {
    throw gatewayRefusal("InvalidCredential", "The date of the Credential is not the date of X-Date.");
  }
  return { accessKey, region, service };
}

function checkTimestamp(timestamp: string): void {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(timestamp);
  const [, year, month, day, hour, minute, second] = match ?? [];
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(at)) {
    throw gatewayRefusal("InvalidTimestamp", "X-Date must be UTC in the form YYYYMMDD'T'HHMMSS'Z'.");
  }
  if (Math.abs(Date.now() - at) > MAX_SKEW_MILLISECONDS) {
    throw gatewayRefusal(
      "InvalidTimestamp",
      "The signature is expired or from the future: X-Date is off by over 900 s.",
    );
  }
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
