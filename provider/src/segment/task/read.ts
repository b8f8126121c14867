import type { Operation } from "../../rtc-api/operation";
import type { SegmentApi } from "../api/client";
import type { TaskId } from "../identity";
import type { Observation } from "../observation";
import type { Owner } from "../owner";
import { isOver } from "../status";
import { StaleAnswerError, TaskError } from "./error";
import { isOutOfSight, lookUntil, lookUp } from "./look";
import { isBelievable, isUnconfirmed, seenState, type TaskState, whose } from "./state";

export type Reading =
  /** There is no such task. */
  | { kind: "gone" }
  /** It has come to its end and slices no more. */
  | { kind: "over"; seen: Observation }
  /** It is over, and somebody else has started another run under its id, which is theirs. */
  | { kind: "taken"; seen: Observation }
  /** Something runs under its id, and nothing tells whether it is its own: its start was never confirmed. */
  | { kind: "open"; seen: Observation }
  /** It started so long ago that the API can't tell. */
  | { kind: "outOfSight" }
  | { kind: "running"; seen: Observation };

/** Looks at the run that a resource owns. */
export async function readTask(
  api: SegmentApi,
  task: TaskId,
  state: TaskState,
  owner: Owner,
  operation: Operation,
  now = Date.now(),
): Promise<Reading> {
  const seen = await lookAtOwn("Reading", api, task, state, owner, operation);
  if (seen === undefined) return isOutOfSight(state.startTime, now) ? { kind: "outOfSight" } : { kind: "gone" };
  switch (whose(owner, state, seen)) {
    case "later":
      return { kind: "taken", seen };
    case "open":
      return isOver(seen) ? { kind: "gone" } : { kind: "open", seen };
    default:
      return isOver(seen) ? { kind: "over", seen } : { kind: "running", seen };
  }
}

/** What is known of a run after a look at it. */
export function knownAfter(state: TaskState, reading: Reading): TaskState {
  return reading.kind === "over" || reading.kind === "running"
    ? seenState(state.taskId, reading.seen)
    : knownUnseen(state, reading.kind);
}

/** What is known of a run after a look that did not show it. */
export function knownUnseen<State extends Pick<TaskState, "status">>(
  state: State,
  kind: Exclude<Reading["kind"], "over" | "running">,
): State {
  switch (kind) {
    case "gone":
    case "taken":
      return { ...state, status: "ended" };
    case "open":
      return state;
    case "outOfSight":
      return isOver(state) ? state : { ...state, status: "unknown" };
  }
}

/**
 * Looks at the id of the run that a resource owns, until the answer can be about now.
 *
 * @param attempt What it is looked at for, as errors say it.
 */
export async function lookAtOwn(
  attempt: "Reading" | "Stopping",
  api: SegmentApi,
  task: TaskId,
  state: TaskState,
  owner: Owner,
  operation: Operation,
): Promise<Observation | undefined> {
  const believable = (seen: Observation | undefined) => isBelievable(owner, state, seen);
  const { seen, believed } = await lookUntil(api, task, operation, believable).catch((error: unknown) => {
    throw new TaskError(attempt, task, error);
  });
  const isOld = seen !== undefined && !believed && !isUnconfirmed(state);
  if (isOld) throw new TaskError(attempt, task, new StaleAnswerError());
  return seen;
}

/** Looks at whatever task has an id; nothing when the API knows none, or none that started in the last 72 hours. */
export async function readAnyTask(
  api: SegmentApi,
  task: TaskId,
  operation: Operation,
): Promise<Observation | undefined> {
  try {
    return await lookUp(api, task, operation);
  } catch (error) {
    throw new TaskError("Reading", task, error);
  }
}
