import { SlidingWindow } from "./sliding-window";

/** How often an action was called since the last reset. */
export interface ActionStats {
  /** Calls that arrived. */
  calls: number;
  /** Calls that created or changed a task. */
  applied: number;
  /** Calls answered with an error envelope. */
  errors: number;
  /** Calls refused because there were too many in a second. */
  refusedByLimit: number;
  /** The most calls that arrived within any one second. */
  peakPerSecond: number;
}

interface Counter extends ActionStats {
  readonly window: SlidingWindow;
}

export class Statistics {
  private counters: Map<string, Counter>;
  private concurrent = 0;
  private maxConcurrent = 0;

  /** @param actions The names of those that are counted one by one. */
  constructor(private readonly actions: readonly string[]) {
    this.counters = newCounters(actions);
  }

  arrived(action: string): void {
    this.concurrent++;
    this.maxConcurrent = Math.max(this.maxConcurrent, this.concurrent);
    const counter = this.counters.get(action);
    if (counter === undefined) return;
    const now = performance.now();
    counter.calls++;
    counter.window.add(now);
    counter.peakPerSecond = Math.max(counter.peakPerSecond, counter.window.count(now));
  }

  decided(action: string, outcome: { applied: boolean; error?: string }): void {
    const counter = this.counters.get(action);
    if (counter === undefined) return;
    if (outcome.applied) counter.applied++;
    if (outcome.error !== undefined) counter.errors++;
    if (outcome.error === "FlowLimitExceeded.QPSOverLimit") counter.refusedByLimit++;
  }

  left(): void {
    this.concurrent--;
  }

  read(): { actions: Record<string, ActionStats>; maxConcurrent: number } {
    const actions = [...this.counters].map(([action, counter]) => [action, withoutWindow(counter)]);
    return { actions: Object.fromEntries(actions), maxConcurrent: this.maxConcurrent };
  }

  clear(): void {
    this.counters = newCounters(this.actions);
    // Calls under way still leave later, so only the peak starts anew.
    this.maxConcurrent = this.concurrent;
  }
}

function newCounters(actions: readonly string[]): Map<string, Counter> {
  return new Map(actions.map((action) => [action, newCounter()]));
}

function newCounter(): Counter {
  return { calls: 0, applied: 0, errors: 0, refusedByLimit: 0, peakPerSecond: 0, window: new SlidingWindow() };
}

function withoutWindow({ window: _, ...stats }: Counter): ActionStats {
  return stats;
}
