import { runtime } from "@pulumi/pulumi";

/** A value as it comes out of the wire between provider and engine, which has no `undefined`; secrets are unwrapped. */
export function plain<T>(value: T): T {
  if (value === undefined) throw new Error("Unexpected struct type.");
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(plain) as T;
  if ((value as Record<string, unknown>)[runtime.specialSigKey] === runtime.specialSecretSig) {
    return plain((value as unknown as { value: T }).value);
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)])) as T;
}
