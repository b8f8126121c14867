import { isSameBucket } from "../../storage/place";
import type { SegmentField } from "../inputs";
import { meaning } from "../meaning";
import { SEGMENT_FIELDS } from "../schema";
import { isOver, type TaskStatus } from "../status";
import { hasUnknown } from "../unknown";

/**
 * What changing a field does to a running task.
 *
 * - `update`: UpdateSegment changes it in place.
 * - `replace`: the API can't change it; the task is stopped and another one started.
 * - `setting`: it only steers this provider; the task is left alone.
 */
export const CHANGE = {
  appId: "replace",
  roomId: "replace",
  businessId: "replace",
  taskId: "replace",
  identifier: "update",
  maxIdleTime: "replace",
  duration: "update",
  handle: "update",
  targetStreams: "replace",
  storageConfig: "replace",
  control: "replace",
  adopt: "setting",
  whenEnded: "setting",
  preflight: "setting",
  triggers: "replace",
} as const satisfies Record<SegmentField, "update" | "replace" | "setting">;

/** The fields a replacement is due to, which are also what a derived task id depends on. */
export const REPLACING_FIELDS = SEGMENT_FIELDS.filter((field) => CHANGE[field] === "replace");

export type Diff =
  | { kind: "same" }
  | { kind: "update"; fields: SegmentField[] }
  /** `deleteFirst`: both tasks can't run at once, so there is a gap; otherwise they overlap. */
  | { kind: "replace"; fields: SegmentField[]; because: SegmentField[]; deleteFirst: boolean };

type Fields = Partial<Record<SegmentField, unknown>>;

/**
 * Compares what a task is with what it shall be, by meaning and not by text.
 * Anything not known yet counts as changed.
 */
export function diff(old: Fields & { status?: TaskStatus; stopReason?: string }, next: Fields): Diff {
  const fields = SEGMENT_FIELDS.filter((field) => differs(field, old[field], next[field]));
  const because = fields.filter((field) => CHANGE[field] === "replace");
  if (mustRestart(old, next)) because.push("whenEnded");
  if (because.length > 0) return { kind: "replace", fields, because, deleteFirst: cannotOverlap(old, next) };
  return fields.length > 0 ? { kind: "update", fields } : { kind: "same" };
}

function differs(field: SegmentField, old: unknown, next: unknown): boolean {
  if (hasUnknown(next)) return true;
  // Left out, the prefix is the API's to choose, and the task id is settled later: neither is a wish for a change.
  if ((field === "identifier" || field === "taskId") && (next ?? "") === "") return false;
  return meaning(field, old) !== meaning(field, next);
}

/** A task that was kept after its end comes back when the user no longer wants to keep it. */
function mustRestart(old: Fields & { status?: TaskStatus; stopReason?: string }, next: Fields): boolean {
  return isOver(old) && old.whenEnded === "keep" && next.whenEnded !== "keep";
}

function cannotOverlap(old: Fields, next: Fields): boolean {
  const same = (field: SegmentField) => next[field] !== undefined && !differs(field, old[field], next[field]);
  const sameTask = same("appId") && same("roomId") && same("taskId");
  return sameTask || (same("identifier") && isSameBucket(old.storageConfig, next.storageConfig));
}
