export const MASK = "****";

/** A copy in which every AccessKey and SecretKey, at any depth, is unreadable. */
export function maskKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, /^(access|secret)key$/i.test(name) ? MASK : maskKeys(inner)]),
  );
}
