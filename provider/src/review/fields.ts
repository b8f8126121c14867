import type { SegmentField } from "../segment/schema";
import type { TaskStatus } from "../segment/status";
import { isUnknown } from "../segment/unknown";

/** The settings of one task as a preview shows them: any value, at any depth, may be unknown or hidden. */
export type Settings = Partial<Record<SegmentField, unknown>> & { status?: TaskStatus };

/** What `pulumi preview --json` writes in place of a secret of any type. */
export const SECRET = "[secret]";

export function isSecret(value: unknown): boolean {
  return value === SECRET;
}

/** The properties of an object; none for everything else. */
export function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** A value in words, or why it can't be told. */
export function valueWords(value: unknown): string {
  if (isUnknown(value)) return "known after apply";
  if (isSecret(value)) return "secret";
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "absent");
}

/** Whether a value is there and plain to see. */
export function isKnown(value: unknown): boolean {
  return value !== undefined && value !== "" && !isUnknown(value) && !isSecret(value);
}
