import { createHash } from "node:crypto";
import type Signer from "@volcengine/openapi/lib/base/sign.js";
import type { RtcSettings } from "./settings";

const SERVICE = "rtc";

export interface UnsignedRequest {
  method: "GET" | "POST";
  /** Signed with the request, as the runtime's fetch will send it. */
  host: string;
  query: Record<string, string>;
  body?: string;
}

/** The headers that authenticate a request, made by the SDK's signer. */
export async function signedHeaders(
  { method, host, query, body }: UnsignedRequest,
  { accessKey, secretKey, sessionToken, region }: RtcSettings,
  date = new Date(),
): Promise<Record<string, string>> {
  const headers: Record<string, string> = { Host: host, "Content-Type": "application/json" };
  const request = { region, method, params: query, pathname: "/", headers, ...(body === undefined ? {} : { body }) };
  const SdkSigner = await loadSigner();
  const bodySha256 = createHash("sha256")
    .update(body ?? "")
    .digest("hex");
  headers["X-Content-Sha256"] = bodySha256;
  const signer = new SdkSigner(request, SERVICE, { bodySha256 });
  signer.addAuthorization(
    { accessKeyId: accessKey, secretKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    date,
  );
  // Fetch sets Host itself, to the same value, and refuses to be told.
  const { Host: _, ...rest } = headers;
  return rest;
}

type SignerClass = typeof Signer;

let signerClass: Promise<SignerClass> | undefined;

/** Only the signer, and only at the first call: the SDK as a whole costs each start 80 ms. */
function loadSigner(): Promise<SignerClass> {
  signerClass ??= import("@volcengine/openapi/lib/base/sign.js").then(({ default: exported }) => unwrapped(exported));
  return signerClass;
}

/** Loaders disagree on what the default of a CommonJS module is: Node takes its exports, bundlers their `default`. */
function unwrapped(exported: typeof Signer | { default: typeof Signer }): typeof Signer {
  return "default" in exported ? exported.default : exported;
}
