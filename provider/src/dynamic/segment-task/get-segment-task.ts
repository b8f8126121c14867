import * as pulumi from "@pulumi/pulumi";
import { RtcClient } from "../../rtc-api/client";
import { readSettings } from "../../rtc-api/settings";
import { SegmentClient } from "../../segment/api/client";
import type { TaskId } from "../../segment/identity";
import type { ObservedSettings } from "../../segment/observation";
import type { TaskStatus } from "../../segment/status";
import { readAnyTask } from "../../segment/task/read";

/** A task as the API shows it. Credentials of third-party storage are left out. */
export interface GetSegmentTaskResult extends TaskId, ObservedSettings {
  /** What the API says about the task's life. */
  status: TaskStatus;
  /** ISO 8601. */
  startTime?: string;
  /** ISO 8601; absent while the task runs. */
  endTime?: string;
  /** Why the task ended, in the API's words; absent while it runs. */
  stopReason?: string;
}

/**
 * Reads a task while the program runs, without making it a resource of the stack.
 *
 * @returns nothing when the API knows no such task, or none that started in the last 72 hours.
 * @throws when the API can't be reached or refuses.
 * @example
 * ```ts
 * const task = await getSegmentTask({ appId: "661e2f8a9c1d4b0012a543cf", roomId: "lobby", taskId: "moderation" });
 * ```
 */
export async function getSegmentTask(task: TaskId): Promise<GetSegmentTaskResult | undefined> {
  const config = new pulumi.Config("volcengine");
  const api = new SegmentClient(new RtcClient(() => readSettings((key) => config.get(key))));
  const seen = await readAnyTask(api, task, api.operation());
  if (seen === undefined) return undefined;
  const { settings, ...times } = seen;
  return { appId: task.appId, roomId: task.roomId, taskId: task.taskId, ...settings, ...times };
}
