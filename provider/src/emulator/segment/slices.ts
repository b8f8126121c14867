import type { PublishedStream } from "./rooms";
import type { Run } from "./run";
import type { TaskKey } from "./wire";

/** A piece of a stream that a task has cut. */
export interface Slice extends TaskKey {
  UserId: string;
  StreamType: number;
  /** Unix milliseconds of the virtual clock. */
  startTime: number;
  /** Unix milliseconds of the virtual clock. */
  endTime: number;
}

/** Who is told of slices. */
export interface SliceSink {
  /** Whether it wants to be told of the slices of a task. */
  wants(appId: string, businessId: string | undefined): boolean;
  report(slice: Slice, businessId: string | undefined): void;
}

/** Of each stream, however far the clock jumps. */
export const MOST_SLICES_AT_ONCE = 1_000;

/**
 * The slices of a run that were finished since it was last looked at, in the order in which they ended. A stream is cut from
 * when it was published, or its task was started or changed, into slices of one length; what was begun then is dropped.
 */
export function finishedSlices(run: Run, streams: readonly PublishedStream[], until: number): Slice[] {
  const length = run.duration * 1000;
  const slices = streams.flatMap(({ UserId, StreamType, since }) => {
    const begin = Math.max(run.cutSince, since);
    const last = Math.floor((until - begin) / length);
    const before = Math.max(0, Math.floor((run.cutUntil - begin) / length), last - MOST_SLICES_AT_ONCE);
    return Array.from({ length: Math.max(0, last - before) }, (_, at) => {
      const startTime = begin + (before + at) * length;
      return { ...run.key, UserId, StreamType, startTime, endTime: startTime + length };
    });
  });
  return slices.sort((one, other) => one.endTime - other.endTime);
}
