import { asRecord } from "../../inputs/record";
import { hasUnknown } from "../../inputs/unknown";
import { isSameBucket } from "../../storage/place";
import { FIELDS, SECRET_PARTS, SEGMENT_FIELDS } from "../fields";
import type { SegmentField } from "../inputs";
import { meaning, publicMeaning } from "../meaning";
import { isOver, type TaskStatus } from "../status";

export type Diff =
  | { kind: "same" }
  | { kind: "update"; fields: SegmentField[] }
  /** `stopFirst`: why both tasks can't run at once, so that there is a gap; absent when they overlap. */
  | { kind: "replace"; fields: SegmentField[]; because: SegmentField[]; stopFirst?: Obstacle };

/**
 * Why the old task must stop before the new one may start.
 *
 * - `sameTask`: both would be one task to the API.
 * - `sameFiles`: both would write files of the same names.
 */
export type Obstacle = "sameTask" | "sameFiles";

type Fields = Partial<Record<SegmentField, unknown>>;

/**
 * Compares what a task is with what it shall be, by meaning and not by text.
 * Anything not known yet counts as changed.
 */
export function diff(old: Fields & { status?: TaskStatus; stopReason?: string }, next: Fields): Diff {
  const fields = SEGMENT_FIELDS.filter((field) => differs(field, old[field], next[field]));
  const because = fields.filter(
    (field) => FIELDS[field].change === "replace" && !lacksOnlySecrets(field, old[field], next[field]),
  );
  if (mustRestart(old, next)) because.push("whenEnded");
  if (because.length > 0) {
    const stopFirst = obstacle(old, next);
    return { kind: "replace", fields, because, ...(stopFirst && { stopFirst }) };
  }
  return fields.length > 0 ? { kind: "update", fields } : { kind: "same" };
}

function differs(field: SegmentField, old: unknown, next: unknown): boolean {
  if (hasUnknown(next)) return true;
  // Left out, the prefix is the API's to choose, and the task id is settled later: neither is a wish for a change.
  if ((field === "identifier" || field === "taskId") && (next ?? "") === "") return false;
  return meaning(field, old) !== meaning(field, next);
}

/** Keys can't be seen in what was imported: those that are given later are taken to be those it has. */
function lacksOnlySecrets(field: SegmentField, old: unknown, next: unknown): boolean {
  const known = asRecord(old);
  const secrets = (SECRET_PARTS.get(field) ?? []).filter((name) => name in asRecord(next));
  if (secrets.length === 0 || secrets.some((name) => known[name] !== undefined)) return false;
  return publicMeaning(field, old) === publicMeaning(field, next);
}

/** A task that was kept after its end comes back when the user no longer wants to keep it. */
function mustRestart(old: Fields & { status?: TaskStatus; stopReason?: string }, next: Fields): boolean {
  return isOver(old) && old.whenEnded === "keep" && next.whenEnded !== "keep";
}

/** What keeps an old and a new task from running at once, if anything. What is not known yet is not the same. */
export function obstacle(old: Fields, next: Fields): Obstacle | undefined {
  const same = (field: SegmentField) =>
    next[field] !== undefined && next[field] !== "" && !differs(field, old[field], next[field]);
  if (same("appId") && same("roomId") && same("taskId")) return "sameTask";
  return same("identifier") && isSameBucket(old.storageConfig, next.storageConfig) ? "sameFiles" : undefined;
}
