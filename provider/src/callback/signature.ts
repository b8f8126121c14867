import { createHash, timingSafeEqual } from "node:crypto";
import type { Envelope } from "./envelope";

/**
 * What the service writes into `Signature`.
 *
 * @see https://www.volcengine.com/docs/6348/69820
 */
export function signatureOf({ Signature: _, ...signed }: Envelope, secretKey: string): string {
  // By bytes, as the service sorts: by code units some characters stand in another order.
  const values = [...Object.values(signed), secretKey].map((value) => Buffer.from(value)).sort(Buffer.compare);
  return createHash("sha256").update(Buffer.concat(values)).digest("hex");
}

/** Takes the same time however much of the signature is right. */
export function isGenuine(envelope: Envelope, secretKey: string): boolean {
  const expected = Buffer.from(signatureOf(envelope, secretKey));
  const given = Buffer.from(envelope.Signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
