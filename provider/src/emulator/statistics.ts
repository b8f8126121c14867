import { type Action, forEachAction } from "./actions";
import type { ActionStats, Stats } from "./admin-types";
import { SlidingWindow } from "./sliding-window";

interface Counter extends ActionStats {
  readonly window: SlidingWindow;
}

export class Statistics {
  private counters = newCounters();
  private concurrent = 0;
  private maxConcurrent = 0;

  arrived(action: Action | undefined): void {
    this.concurrent++;
    this.maxConcurrent = Math.max(this.maxConcurrent, this.concurrent);
    if (action === undefined) return;
    const counter = this.counters[action];
    const now = performance.now();
    counter.calls++;
    counter.window.add(now);
    counter.peakPerSecond = Math.max(counter.peakPerSecond, counter.window.count(now));
  }

  decided(action: Action | undefined, outcome: { applied: boolean; error?: string }): void {
    if (action === undefined) return;
    const counter = this.counters[action];
    if (outcome.applied) counter.applied++;
    if (outcome.error !== undefined) counter.errors++;
    if (outcome.error === "FlowLimitExceeded.QPSOverLimit") counter.refusedByLimit++;
  }

  left(): void {
    this.concurrent--;
  }

  read(runningTasks: number): Stats {
    return {
      actions: forEachAction((action) => withoutWindow(this.counters[action])),
      maxConcurrent: this.maxConcurrent,
      runningTasks,
    };
  }

  clear(): void {
    this.counters = newCounters();
    // Calls under way still leave later, so only the peak starts anew.
    this.maxConcurrent = this.concurrent;
  }
}

function newCounters(): Record<Action, Counter> {
  return forEachAction(newCounter);
}

function newCounter(): Counter {
  return { calls: 0, applied: 0, errors: 0, refusedByLimit: 0, peakPerSecond: 0, window: new SlidingWindow() };
}

function withoutWindow({ window: _, ...stats }: Counter): ActionStats {
  return stats;
}
