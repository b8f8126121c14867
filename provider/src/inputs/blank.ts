/**
 * Drops what programs write for "none": null for any argument, "" for an optional id.
 *
 * @param optionalIds The names of these, at whatever depth they stand.
 * @param opaque The names of arguments that may hold anything, and are left as they are.
 */
export function withoutBlanks(value: unknown, optionalIds: ReadonlySet<string>, opaque: ReadonlySet<string>): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => inner !== null && !(inner === "" && optionalIds.has(key)))
      .map(([key, inner]) => [key, opaque.has(key) ? inner : withoutBlanks(inner, optionalIds, opaque)]),
  );
}
