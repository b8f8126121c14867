import { createHash, createHmac } from "node:crypto";

/**
 * The gateway's side of HMAC-SHA256 signing, written from https://www.volcengine.com/docs/6369/67269.
 * It shares no code with the provider's signer, so that each checks the other.
 */
export interface SignedParts {
  method: string;
  path: string;
  query: URLSearchParams;
  /** Header values by lower-case name. */
  headers: Readonly<Record<string, string>>;
  /** Lower-case names, in the order of the SignedHeaders list. */
  signedHeaders: readonly string[];
  bodyHash: string;
  /** X-Date, for example 20201230T081805Z. */
  timestamp: string;
  region: string;
  service: string;
}

export function sha256Hex(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

export function canonicalRequest(parts: SignedParts): string {
  const headerLines = [...parts.signedHeaders]
    .sort()
    .map((name) => `${name}:${(parts.headers[name] ?? "").trim()}\n`)
    .join("");
  return [
    parts.method.toUpperCase(),
    parts.path,
    canonicalQuery(parts.query),
    headerLines,
    parts.signedHeaders.join(";"),
    parts.bodyHash,
  ].join("\n");
}

export function expectedSignature(parts: SignedParts, signingKey: Buffer): string {
  const scope = `${parts.timestamp.slice(0, 8)}/${parts.region}/${parts.service}/request`;
  const stringToSign = ["HMAC-SHA256", parts.timestamp, scope, sha256Hex(canonicalRequest(parts))].join("\n");
  return hmac(signingKey, stringToSign).toString("hex");
}

/** @param date YYYYMMDD */
export function deriveSigningKey(secretKey: string, date: string, region: string, service: string): Buffer {
  const steps = [date, region, service, "request"];
  return steps.reduce<Buffer>((key, step) => hmac(key, step), Buffer.from(secretKey, "utf8"));
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => (a === b ? compare(x, y) : compare(a, b)))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** RFC 3986: encodeURIComponent leaves five reserved characters alone. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}
