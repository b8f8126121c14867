import type { SegmentApi } from "../rtc-api/client";
import type { Operation } from "../rtc-api/operation";
import type { TaskId } from "./identity";
import { type Observation, observation } from "./observation";
import { taskKey } from "./request";
import { isOver } from "./status";
import { TaskError } from "./task-error";

/** The API shows a task for this long after its start. Source: GetSegmentTask 2023-11-01. */
const VISIBLE_MS = 72 * 60 * 60 * 1000;

export type Reading =
  /** There is no such task. */
  | { kind: "gone" }
  /** It has come to its end and slices no more. */
  | { kind: "over"; seen: Observation }
  /** It started so long ago that the API can't tell. */
  | { kind: "outOfSight" }
  | { kind: "running"; seen: Observation };

/** Looks at a task. `startTime` is when it is known to have started, if it is. */
export async function readTask(
  api: SegmentApi,
  task: TaskId,
  startTime: string | undefined,
  now = Date.now(),
): Promise<Reading> {
  try {
    const seen = await lookUp(api, task, api.operation());
    if (seen !== undefined) return isOver(seen) ? { kind: "over", seen } : { kind: "running", seen };
  } catch (error) {
    throw new TaskError("Reading", task, error);
  }
  return isOutOfSight(startTime, now) ? { kind: "outOfSight" } : { kind: "gone" };
}

/** Whether a task started so long ago that the API no longer shows it. */
export function isOutOfSight(startTime: string | undefined, now = Date.now()): boolean {
  return startTime !== undefined && now - Date.parse(startTime) >= VISIBLE_MS;
}

export async function lookUp(api: SegmentApi, task: TaskId, operation: Operation): Promise<Observation | undefined> {
  const found = await api.get(taskKey(task), operation);
  return found && observation(found);
}
