import { mayHaveBeenApplied } from "../../rtc-api/error";
import type { Operation } from "../../rtc-api/operation";
import { retry } from "../../rtc-api/retry";
import type { SegmentApi } from "../api/client";
import { FIELDS } from "../fields";
import type { ResolvedSegment } from "../inputs";
import { differingFields } from "../observation";
import type { Owner } from "../owner";
import { updateBody } from "../request";
import { TaskError, TaskGoneError } from "./error";
import { isOutOfSight, lookUp } from "./look";
import { readTask } from "./read";
import type { TaskState } from "./state";

/**
 * Brings identifier, handle and duration of the run that a resource owns to what is wanted.
 *
 * @throws {TaskGoneError} when that run is over.
 * @throws {TaskError} when the API refuses.
 */
export async function updateTask(
  api: SegmentApi,
  wanted: ResolvedSegment,
  state: TaskState,
  owner: Owner,
  operation: Operation,
): Promise<void> {
  const reading = await readTask(api, wanted, state, owner, operation);
  if (reading.kind === "taken") throw new TaskGoneError(wanted, wanted.whenEnded, "taken");
  await applyUpdate(api, wanted, operation);
}

/** Whether an update has found out what a refresh can't: that a task is gone which started too long ago to be shown. */
export function isGoneUnseen(error: unknown, { startTime }: Pick<TaskState, "startTime">): boolean {
  return error instanceof TaskGoneError && isOutOfSight(startTime);
}

/** Updates whatever runs under an id. */
export async function applyUpdate(api: SegmentApi, wanted: ResolvedSegment, operation: Operation): Promise<void> {
  const attempt = async () => {
    try {
      return await api.update(updateBody(wanted), operation);
    } catch (error) {
      if (!mayHaveBeenApplied(error)) throw error;
      const seen = await lookUp(api, wanted, operation);
      const open = seen && differingFields(wanted, seen).filter((field) => FIELDS[field].change === "update");
      if (open?.length === 0) return "updated";
      throw error;
    }
  };
  const outcome = await retry(attempt, mayHaveBeenApplied, operation).catch((error: unknown) => {
    throw new TaskError("Updating", wanted, error);
  });
  if (outcome === "notFound") throw new TaskGoneError(wanted, wanted.whenEnded);
}
