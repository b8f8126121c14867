import type { Operation } from "../../rtc-api/operation";
import { retry } from "../../rtc-api/retry";
import type { SegmentApi } from "../api/client";
import type { TaskId } from "../identity";
import { type Observation, observation } from "../observation";
import { taskKey } from "../request";

/** The API shows a task for this long after its start. Source: GetSegmentTask 2023-11-01. */
const VISIBLE_MS = 72 * 60 * 60 * 1000;

/** How far apart the clocks of API and client may be; beyond that the API refuses every call. */
const CLOCKS_APART_MS = 15 * 60 * 1000;

/** Whether a task started so long ago that the API may no longer show it. */
export function isOutOfSight(startTime: string | undefined, now = Date.now()): boolean {
  return startTime !== undefined && now - Date.parse(startTime) >= VISIBLE_MS - CLOCKS_APART_MS;
}

export async function lookUp(api: SegmentApi, task: TaskId, operation: Operation): Promise<Observation | undefined> {
  const found = await api.get(taskKey(task), operation);
  return found && observation(found);
}

class NotBelieved extends Error {}

/**
 * Looks at a task, and again, a few times, while the answer can't be true: it may be late, or an old one.
 * Then the last answer is given back, and that it was not believed.
 */
export async function lookUntil(
  api: SegmentApi,
  task: TaskId,
  operation: Operation,
  believable: (seen: Observation | undefined) => boolean,
): Promise<{ seen: Observation | undefined; believed: boolean }> {
  let seen: Observation | undefined;
  const attempt = async () => {
    seen = await lookUp(api, task, operation);
    if (!believable(seen)) throw new NotBelieved();
  };
  try {
    await retry(attempt, (error) => error instanceof NotBelieved, operation);
    return { seen, believed: true };
  } catch (error) {
    if (error instanceof NotBelieved) return { seen, believed: false };
    throw error;
  }
}
