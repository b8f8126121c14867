import type { LoggedCall } from "./admin-types";

/** Older calls are dropped, so that a benchmark of hours does not fill the memory. */
export const MAX_LOGGED_CALLS = 50_000;

interface Waiter {
  action: string | undefined;
  fault: string | undefined;
  count: number;
  missing: number;
  done: () => void;
}

/** Every API call in the order they took effect. */
export class CallLog {
  private calls: LoggedCall[] = [];
  private nextSeq = 1;
  private readonly waiters = new Set<Waiter>();

  add(call: Omit<LoggedCall, "seq">): void {
    const logged = { seq: this.nextSeq++, ...call };
    this.calls.push(logged);
    // Trimmed in large steps: moving 50,000 entries for every call would be felt.
    if (this.calls.length > MAX_LOGGED_CALLS * 1.2) this.calls = this.calls.slice(-MAX_LOGGED_CALLS);
    for (const waiter of this.waiters) {
      if (!matches(waiter, logged)) continue;
      waiter.missing--;
      if (waiter.missing > 0) continue;
      this.waiters.delete(waiter);
      waiter.done();
    }
  }

  list(): readonly LoggedCall[] {
    return this.calls.slice(-MAX_LOGGED_CALLS);
  }

  /** Forgets the calls; whoever waits starts counting from nought. */
  clear(): void {
    this.calls = [];
    for (const waiter of this.waiters) waiter.missing = waiter.count;
  }

  /** Calls `done` as soon as the log holds `count` matching calls. @returns a function that gives up waiting. */
  whenHolds(condition: { action?: string; fault?: string; count: number }, done: () => void): () => void {
    const { action, fault, count } = condition;
    const waiter: Waiter = { action, fault, count, missing: count, done };
    waiter.missing -= this.calls.filter((call) => matches(waiter, call)).length;
    if (waiter.missing <= 0) {
      done();
      return () => undefined;
    }
    this.waiters.add(waiter);
    return () => this.waiters.delete(waiter);
  }
}

function matches({ action, fault }: Waiter, call: LoggedCall): boolean {
  if (action !== undefined && call.action !== action) return false;
  return fault === undefined || call.fault === fault || call.faultId === fault;
}
