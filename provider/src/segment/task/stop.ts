import { mayHaveBeenApplied } from "../../rtc-api/error";
import type { Operation } from "../../rtc-api/operation";
import { retry } from "../../rtc-api/retry";
import type { SegmentApi } from "../api/client";
import type { TaskId } from "../identity";
import type { Observation } from "../observation";
import type { Owner } from "../owner";
import { taskKey } from "../request";
import { isOver } from "../status";
import { TaskError } from "./error";
import { isOutOfSight, lookUp } from "./look";
import { isPrefixOf } from "./prefix";
import { lookAtOwn } from "./read";
import { type TaskState, whose } from "./state";

/** A task to be stopped, and whose it is. */
export interface Stoppable {
  task: TaskId & { businessId?: string | undefined };
  state: TaskState;
  owner: Owner;
  /** Whether the id was derived, so that nobody else can have made it up. */
  derived: boolean;
}

/**
 * Stops the run that a resource owns, and no other. One that has already ended is as good as stopped.
 *
 * @returns `notOwn` when another run has its id, which is somebody else's and is left alone.
 */
export async function stopTask(
  api: SegmentApi,
  stoppable: Stoppable,
  operation: Operation,
): Promise<"stopped" | "notOwn"> {
  const own = await ownRun(api, stoppable, operation);
  if (own === "runs") await stopById(api, stoppable.task, operation);
  return own === "taken" ? "notOwn" : "stopped";
}

async function ownRun(
  api: SegmentApi,
  { task, state, owner, derived }: Stoppable,
  operation: Operation,
): Promise<"runs" | "over" | "taken"> {
  const seen = await lookAtOwn("Stopping", api, task, state, owner, operation);
  // What the API does not show may be older than 72 hours; then the id alone decides, if it is nobody else's.
  if (seen === undefined) return derived || isOutOfSight(state.startTime) ? "runs" : "over";
  if (isOver(seen)) return "over";
  switch (whose(owner, state, seen)) {
    case "later":
      return "taken";
    case "open":
      return isMadeUpFor(owner, derived, seen) ? "runs" : "taken";
    default:
      return "runs";
  }
}

/** Whether a run can only be one that a resource started: it made up its id, or the prefix of its files. */
export function isMadeUpFor(owner: Owner, derived: boolean, { settings }: Observation): boolean {
  return derived || isPrefixOf(owner, settings.identifier);
}

/** Stops whatever runs under an id. For what nobody else can have started, or the user gave up for this resource. */
export async function stopById(
  api: SegmentApi,
  { appId, roomId, taskId, businessId }: Stoppable["task"],
  operation: Operation,
): Promise<void> {
  const task = { appId, roomId, taskId };
  const body = { ...taskKey(task), ...(businessId ? { BusinessId: businessId } : {}) };
  const attempt = async () => {
    try {
      await api.stop(body, operation);
    } catch (error) {
      if (!mayHaveBeenApplied(error)) throw error;
      const seen = await lookUp(api, task, operation);
      // A task the API does not show may be one older than 72 hours; only stopping it again settles that.
      if (seen === undefined || !isOver(seen)) throw error;
    }
  };
  await retry(attempt, mayHaveBeenApplied, operation).catch((error: unknown) => {
    throw new TaskError("Stopping", task, error);
  });
}
