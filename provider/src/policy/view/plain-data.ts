import { UNKNOWN } from "../../inputs/unknown";

/**
 * The texts with which the engine marks values that are not known yet: it has one for every type of value, the first of
 * which is `UNKNOWN`.
 */
const MARKS: ReadonlySet<string> = new Set([
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/**
 * A copy of a resource's properties as plain data, in which everything not known yet is `UNKNOWN`. A policy is handed
 * objects that throw when something unknown is touched; the state in a preview's JSON holds the marks themselves.
 */
export function plainData(value: unknown): unknown {
  return copy(value, (key) => !key.startsWith("__"));
}

/** Hidden properties stand at the top only: further down, a room may have such a name. */
function copy(value: unknown, isShown: (key: string) => boolean): unknown {
  if (typeof value === "string") return MARKS.has(value) ? UNKNOWN : value;
  if (Array.isArray(value)) return Array.from({ length: value.length }, (_, index) => copyAt(value, index));
  if (typeof value !== "object" || value === null) return value;
  const keys = Object.keys(value).filter(isShown);
  return Object.fromEntries(keys.map((key) => [key, copyAt(value, key)]));
}

function copyAt(holder: object, key: PropertyKey): unknown {
  let value: unknown;
  try {
    value = (holder as Record<PropertyKey, unknown>)[key];
  } catch (error) {
    // Told by its mark, not by its class: that would have to be loaded from the policy SDK.
    if (error instanceof Error && "unknownTypeSentinel" in error) return UNKNOWN;
    throw error;
  }
  return copy(value, () => true);
}
