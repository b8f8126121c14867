import type { Observation } from "../observation";
import type { Owner } from "../owner";
import { isOver, type TaskStatus } from "../status";
import { isPrefixOf } from "./prefix";

/** What is known of a task: the run that its resource owns, which its start time tells from all others of the same id. */
export interface TaskState {
  /** The id of the task, unique in its room. */
  taskId: string;
  /** The prefix in force; absent until one was seen. */
  identifier?: string;
  /** `"unknown"` without a start time: nobody could find out yet whether it runs. */
  status: TaskStatus;
  /** ISO 8601. */
  startTime?: string;
  /** ISO 8601; absent while it runs. */
  endTime?: string;
  /** Why it ended, in the API's words; absent while it runs. */
  stopReason?: string;
}

/** Whether a task's start was never confirmed: it may run, or not. */
export function isUnconfirmed({ status, startTime }: Pick<TaskState, "status" | "startTime">): boolean {
  return status === "unknown" && startTime === undefined;
}

/** A task as it was just seen. */
export function seenState(taskId: string, { settings, ...times }: Observation): TaskState {
  return { taskId, ...(settings.identifier === undefined ? {} : { identifier: settings.identifier }), ...times };
}

/**
 * Whose run it is that the API shows under a task's id.
 *
 * - `own`: the one this resource started or took over.
 * - `earlier`: one that came before it, so the answer is an old one.
 * - `later`: one that somebody else started since; the own one is over, as only one can run at a time.
 * - `open`: there is nothing to tell it by, as the own start was never confirmed.
 */
export type Whose = "own" | "earlier" | "later" | "open";

export function whose(owner: Owner, state: TaskState, seen: Observation): Whose {
  if (isUnconfirmed(state)) {
    const proof = isPrefixOf(owner, state.identifier) && seen.settings.identifier === state.identifier;
    return proof ? "own" : "open";
  }
  if (state.startTime === undefined || seen.startTime === undefined) return "own";
  const difference = Date.parse(seen.startTime) - Date.parse(state.startTime);
  return difference === 0 ? "own" : difference < 0 ? "earlier" : "later";
}

/** Whether an answer can be about now. What was just started may not be shown yet, or what ended before it may be. */
export function isBelievable(owner: Owner, state: TaskState, seen: Observation | undefined): boolean {
  if (isUnconfirmed(state)) return seen !== undefined && !isOver(seen);
  return seen === undefined || whose(owner, state, seen) !== "earlier";
}
