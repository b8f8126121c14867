import { factsOf, SEGMENT_FIELDS } from "./fields";

const BLANKABLE: ReadonlySet<string> = new Set(SEGMENT_FIELDS.filter((field) => factsOf(field).blank));

/** Drops what programs write for "none": null for any argument, "" for an optional id. */
export function withoutBlanks(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => inner !== null && !(inner === "" && BLANKABLE.has(key)))
      .map(([key, inner]) => [key, key === "triggers" ? inner : withoutBlanks(inner)]),
  );
}
