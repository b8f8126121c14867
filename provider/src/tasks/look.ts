import type { SegmentApi } from "../segment/api/client";
import { inRooms, type Progress } from "../segment/group/rooms";
import { type Reading, readTask } from "../segment/task/read";
import type { StackTask } from "../stack/stack-tasks";
import { UserError } from "../user-error";

/** A task of a stack, and what a look at it came to. */
export type Look = StackTask & ({ reading: Reading } | { reading: undefined; problem: string });

/** Tasks that are looked at at the same time. The API's limit is kept whatever it is. */
const CONCURRENCY = 64;

/**
 * Looks at the run of each task of a stack. What can't be looked at stops no other; but when nothing else comes any more,
 * the rest is not attempted.
 *
 * @param progress Told after each task.
 * @returns in the order of the tasks.
 */
export async function lookAt(
  tasks: readonly StackTask[],
  api: SegmentApi,
  { progress = () => {}, now = Date.now() }: { progress?: Progress; now?: number } = {},
): Promise<Look[]> {
  const looks = new Map<StackTask, Look>();
  const look = async ({ item }: { item: StackTask }) => {
    const { task, state, owner, secrets } = item;
    try {
      looks.set(item, { ...item, reading: await readTask(api, task, state, owner, api.operation({ secrets }), now) });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      looks.set(item, { ...item, reading: undefined, problem: error.message });
      throw error;
    }
  };
  const items = tasks.map((item) => ({ roomId: item.task.roomId, item }));
  const failures = await inRooms(items, CONCURRENCY, look, progress);
  for (const failure of failures) {
    if (failure.kind === "failed" && !(failure.error instanceof UserError)) throw failure.error;
  }
  return tasks.map((item) => looks.get(item) ?? { ...item, reading: undefined, problem: NOT_ATTEMPTED });
}

const NOT_ATTEMPTED = "not looked at, as all looks before it failed";
