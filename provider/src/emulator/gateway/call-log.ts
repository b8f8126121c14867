import type { FaultKind } from "./faults";

/** A call of the API, as it took effect. */
export interface LoggedCall {
  /** Counts from 1 in the order the calls took effect. */
  seq: number;
  /** Real time, ISO 8601. */
  at: string;
  /** As asked for; not necessarily an action that exists. */
  action: string;
  /** The id of the RTC application, where the call names one. */
  AppId?: string;
  /** The room, where the call names one. */
  RoomId?: string;
  /** The id of the task, where the call names one. */
  TaskId?: string;
  /** The JSON body as received, storage keys masked. Absent for GET and for bodies that are not JSON. */
  body?: unknown;
  /** The query of a GET as received. */
  query?: Record<string, string>;
  /** Absent when no answer was sent. */
  httpStatus?: number;
  /** A string Result as answered; of any other the name of what it holds, "SegmentTask" for GetSegmentTask. */
  result?: string;
  /** The error code as answered. */
  error?: string;
  /** The request id of the answer. */
  requestId: string;
  /** Whether a task was created or changed. */
  applied: boolean;
  /** The `run` of the AdminRun that the call started, changed or stopped; absent when it did none of these. */
  run?: number;
  /** The type of the fault that hit the call. */
  fault?: FaultKind["type"];
  /** The id of that fault. */
  faultId?: string;
}

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
