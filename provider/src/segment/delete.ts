import type { SegmentApi } from "../rtc-api/client";
import { mayHaveBeenApplied } from "../rtc-api/error";
import type { Operation } from "../rtc-api/operation";
import { retry } from "../rtc-api/retry";
import type { TaskId } from "./identity";
import { lookUp } from "./read";
import { taskKey } from "./request";
import { isOver } from "./status";
import { TaskError } from "./task-error";

/** Stops a task. One that has already ended is as good as stopped. */
export async function deleteTask(api: SegmentApi, task: TaskId & { businessId?: string | undefined }): Promise<void> {
  await stopTask(api, task, api.operation());
}

export async function stopTask(
  api: SegmentApi,
  task: TaskId & { businessId?: string | undefined },
  operation: Operation,
): Promise<void> {
  const body = { ...taskKey(task), ...(task.businessId ? { BusinessId: task.businessId } : {}) };
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
