import { isOver } from "../segment/status";
import type { TaskState } from "../segment/task/state";

/** A run shorter than this ended soon after its start. */
const SOON_MS = 10 * 60 * 1000;
const FIRST_MS = 60 * 1000;
const LONGEST_MS = 60 * 60 * 1000;

/** Why an empty room's task ends. Source: GetSegmentTask 2023-11-01, `SegmentTask.StopReason`. */
const IDLE = "IdleTimeOut";

/** Of a task that ends again soon after each start. */
export interface Pause {
  /** When the run that was counted last started; empty where nobody knows. */
  run: string;
  /** Short runs, and starts that failed, in a row. */
  short: number;
  /** Milliseconds since 1970 before which it is not started. */
  until: number;
}

export type PauseTable = Record<string, Pause>;

/** Whether a task ended because nobody published in its room for its `maxIdleTime`. */
export function endedIdle({ stopReason }: TaskState): boolean {
  return stopReason === IDLE;
}

/** Which tasks end again soon after each start, and when they may be started again: at once the first time, then ever later. */
export class Pauses {
  readonly #table: Map<string, Pause>;

  constructor(table: PauseTable = {}) {
    this.#table = new Map(Object.entries(table));
  }

  get table(): PauseTable {
    return Object.fromEntries(this.#table);
  }

  /** Counts the run that ended, once however often it is seen. @returns the pause; nothing when none is due. */
  ofEnded(key: string, known: TaskState, now: number): Pause | undefined {
    const run = known.startTime ?? "";
    const before = this.#table.get(key);
    if (before?.run === run) return before.until > now ? before : undefined;
    if (!endedSoon(known, now)) {
      this.#table.delete(key);
      return undefined;
    }
    return this.#count(key, run, before, now);
  }

  /** Counts a start that failed. */
  notStarted(key: string, known: TaskState, now: number): void {
    this.#count(key, known.startTime ?? "", this.#table.get(key), now);
  }

  #count(key: string, run: string, before: Pause | undefined, now: number): Pause | undefined {
    const short = (before?.short ?? 0) + 1;
    const pause = { run, short, until: now + pauseAfter(short) };
    this.#table.set(key, pause);
    return pause.until > now ? pause : undefined;
  }
}

/** Milliseconds. */
function pauseAfter(short: number): number {
  return short <= 1 ? 0 : Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(short - 2, 20));
}

function endedSoon(known: TaskState, now: number): boolean {
  if (!isOver(known) || endedIdle(known)) return false;
  if (known.status === "failed") return true;
  if (known.startTime === undefined) return false;
  const end = known.endTime === undefined ? now : Date.parse(known.endTime);
  return end - Date.parse(known.startTime) < SOON_MS;
}
