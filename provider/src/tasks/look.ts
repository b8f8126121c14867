import { asRecord, textsIn } from "../inputs/record";
import type { SegmentApi } from "../segment/api/client";
import { inRooms, type Progress } from "../segment/group/rooms";
import type { TaskId } from "../segment/identity";
import { type Reading, readTask } from "../segment/task/read";
import type { StackTask } from "../stack/stack-tasks";
import { UserError } from "../user-error";

/** What a look at something that has a task came to. */
export type Look<Item, Seen> = { item: Item; seen: Seen } | { item: Item; seen?: never; problem: string };

/** A task of a stack, and how its run was found. */
export type TaskLook = Look<StackTask, Reading>;

/** Tasks that are looked at at the same time. The API's limit is kept whatever it is. */
const CONCURRENCY = 64;

const NOT_ATTEMPTED = "not looked at, as all looks before it failed";

/** Who hears of looks while others are still under way. */
export interface Listeners<Item, Seen> {
  /** Told after each that was attempted. */
  progress?: Progress;
  /** Told once of each, in the order in which they end. */
  seen?(look: Look<Item, Seen>): void;
}

/** Looks at the run of each task of a stack. */
export function lookAtTasks(
  tasks: readonly StackTask[],
  api: SegmentApi,
  now: number,
  listeners: Listeners<StackTask, Reading> = {},
): Promise<TaskLook[]> {
  const look = ({ task, state, owner, settings }: StackTask) =>
    readTask(api, task, state, owner, api.operation({ secrets: keysIn(settings.storageConfig) }), now);
  return lookAtEach(tasks, look, listeners);
}

/** Keys that no answer may show; what else of a resource is secret is taken out of what is told. */
export function keysIn(storage: unknown): string[] {
  return textsIn(asRecord(storage).credentials);
}

/**
 * Looks at each of many tasks. What can't be looked at stops no other; but when nothing else comes any more, the rest is
 * not attempted.
 *
 * @returns in the order of the items.
 */
export async function lookAtEach<Item extends { task: TaskId }, Seen>(
  items: readonly Item[],
  look: (item: Item) => Promise<Seen>,
  { progress = () => {}, seen = () => {} }: Listeners<Item, Seen> = {},
): Promise<Look<Item, Seen>[]> {
  const looks = new Map<Item, Look<Item, Seen>>();
  const ended = (found: Look<Item, Seen>) => {
    looks.set(found.item, found);
    seen(found);
  };
  const work = async ({ item }: { item: Item }) => {
    let found: Look<Item, Seen>;
    try {
      found = { item, seen: await look(item) };
    } catch (error) {
      if (error instanceof UserError) ended({ item, problem: error.message });
      throw error;
    }
    ended(found);
  };
  const rooms = items.map((item) => ({ roomId: item.task.roomId, item }));
  for (const failure of await inRooms(rooms, CONCURRENCY, work, progress)) {
    if (failure.kind === "failed" && !(failure.error instanceof UserError)) throw failure.error;
  }
  return items.map((item) => {
    const found = looks.get(item) ?? { item, problem: NOT_ATTEMPTED };
    if (!looks.has(item)) seen(found);
    return found;
  });
}
