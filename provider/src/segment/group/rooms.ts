import type pMap from "p-map";
import { meetsAllTasks } from "../api/errors";
import type { RoomFailure } from "./failure";

/** Told after each room how far the work is. */
export type Progress = (done: number, total: number) => void;

/** Failures in a row, while nothing went well yet. */
const HOPELESS_AT_FIRST = 10;
/** The same after something went well, as a multiple of what is under way at once: a short outage is no reason. */
const HOPELESS_ROUNDS = 3;

/**
 * Does the same work in many rooms, some at a time, and collects what failed. When nothing but failures comes that have
 * nothing to do with the room (wrong keys, no network) the rest is not attempted: it would only fail slowly.
 */
export async function inRooms<Item extends { roomId: string }>(
  items: readonly Item[],
  maxConcurrency: number,
  work: (item: Item) => Promise<void>,
  progress: Progress,
): Promise<RoomFailure[]> {
  const failures: RoomFailure[] = [];
  let done = 0;
  let inARow = 0;
  let skipped = 0;
  const map: typeof pMap = (await import("p-map")).default;
  await map(
    items,
    async (item) => {
      if (inARow >= (done === 0 ? HOPELESS_AT_FIRST : Math.max(HOPELESS_AT_FIRST, HOPELESS_ROUNDS * maxConcurrency))) {
        skipped++;
        return;
      }
      try {
        await work(item);
        done++;
        inARow = 0;
      } catch (error) {
        inARow = hasNothingToDoWithTheRoom(error) ? inARow + 1 : 0;
        failures.push({ kind: "failed", roomId: item.roomId, error });
      }
      progress(done, items.length);
    },
    { concurrency: maxConcurrency },
  );
  if (skipped > 0) failures.push({ kind: "notAttempted", rooms: skipped });
  return failures;
}

function hasNothingToDoWithTheRoom(error: unknown): boolean {
  return error instanceof Error && (meetsAllTasks(error.cause) || meetsAllTasks(error));
}
