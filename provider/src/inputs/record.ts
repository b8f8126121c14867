/** The properties of whatever may be an object; none where it is none. */
export function asRecord(value: unknown): Record<PropertyKey, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>) : {};
}
