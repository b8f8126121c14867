import type { SegmentApi } from "../rtc-api/client";
import { mayHaveBeenApplied } from "../rtc-api/error";
import type { Operation } from "../rtc-api/operation";
import { retry } from "../rtc-api/retry";
import { CHANGE } from "./diff";
import { differences } from "./observation";
import { lookUp } from "./read";
import { updateBody } from "./request";
import type { ResolvedSegment } from "./resolve";
import { TaskError, TaskGoneError } from "./task-error";

/**
 * Brings identifier, handle and duration of a running task to what is wanted.
 *
 * @throws {TaskError} when the task is gone, or the API refuses.
 */
export async function updateTask(api: SegmentApi, wanted: ResolvedSegment): Promise<void> {
  await applyUpdate(api, wanted, api.operation());
}

export async function applyUpdate(api: SegmentApi, wanted: ResolvedSegment, operation: Operation): Promise<void> {
  const attempt = async () => {
    try {
      return await api.update(updateBody(wanted), operation);
    } catch (error) {
      if (!mayHaveBeenApplied(error)) throw error;
      const seen = await lookUp(api, wanted, operation);
      const open = seen && differences(wanted, seen).filter((field) => CHANGE[field] === "update");
      if (open?.length === 0) return "updated";
      throw error;
    }
  };
  const outcome = await retry(attempt, mayHaveBeenApplied, operation).catch((error: unknown) => {
    throw new TaskError("Updating", wanted, error);
  });
  if (outcome === "notFound") throw new TaskGoneError(wanted, wanted.whenEnded);
}
