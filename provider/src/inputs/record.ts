/** The properties of whatever may be an object; none where it is none. */
export function asRecord(value: unknown): Record<PropertyKey, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>) : {};
}

/** Whether a value is an object with names of its own, and no list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** All texts in a value, at whatever depth. */
export function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
