import type pMap from "p-map";

/** A room in which something could not be done. */
export interface RoomFailure {
  roomId: string;
  reason: string;
}

/** Told after each room how far the work is. */
export type Progress = (done: number, total: number) => void;

const HOPELESS_AFTER = 10;

/**
 * Does the same work in many rooms, some at a time, and collects what failed. When nothing but failures comes at first
 * (wrong keys, no network) the rest is not attempted: it would only fail slowly.
 */
export async function inRooms<Item extends { roomId: string }>(
  items: readonly Item[],
  maxConcurrency: number,
  work: (item: Item) => Promise<void>,
  progress: Progress,
): Promise<RoomFailure[]> {
  const failures: RoomFailure[] = [];
  let done = 0;
  let skipped = 0;
  const map: typeof pMap = (await import("p-map")).default;
  await map(
    items,
    async (item) => {
      if (done === 0 && failures.length >= HOPELESS_AFTER) {
        skipped++;
        return;
      }
      try {
        await work(item);
        done++;
      } catch (error) {
        failures.push({ roomId: item.roomId, reason: error instanceof Error ? error.message : String(error) });
      }
      progress(done, items.length);
    },
    { concurrency: maxConcurrency },
  );
  if (skipped > 0) {
    failures.push({ roomId: `${skipped} more rooms`, reason: "not attempted, as everything before had failed" });
  }
  return failures;
}
