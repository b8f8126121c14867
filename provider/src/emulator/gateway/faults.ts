/** Which of the matching calls a fault hits. "every-second" means the 2nd, 4th, 6th, … */
export type FaultCalls = "first" | "every-second" | "always" | { times: number };

/** "before": the call has no effect. "after": it takes effect, and only the answer is spoilt. */
export type FaultMoment = "before" | "after";

/** What goes wrong with a call that a fault hits. */
export type FaultKind =
  /** The connection is closed before the request is read. */
  | { type: "refuse" }
  /** The connection is closed once the request has been read. */
  | { type: "reset"; when: FaultMoment }
  /** No answer ever comes; the connection is closed by a reset or the end of the emulator. */
  | { type: "hang"; when: FaultMoment }
  /** The call takes effect at once, the answer comes this much later. */
  | { type: "delay"; milliseconds: number }
  /** A bare HTTP status, as a proxy would answer. `when` defaults to "before". */
  | { type: "status"; status: number; when?: FaultMoment; body?: string; contentType?: string }
  /** An error in the API's own envelope; the call has no effect. */
  | { type: "error"; status: number; code: string; codeN?: number; message?: string }
  /** The first half of the answer, as a complete HTTP 200. `when` defaults to "after". */
  | { type: "truncate"; when?: FaultMoment }
  /** HTTP 200 without a body, after the call took effect. */
  | { type: "empty" }
  /** The right answer under another content type. */
  | { type: "content-type"; contentType: string }
  /** StartSegment answers ok, but the task has Status 4 and StopReason StartTaskFailed. */
  | { type: "start-fails" };

/** A fault to add. */
export interface FaultSpec {
  /** Absent: all actions. */
  action?: string;
  /** Which of the matching calls are hit. */
  calls: FaultCalls;
  /** What goes wrong. */
  kind: FaultKind;
}

/** A fault that was added, and what it has done so far. */
export interface Fault extends FaultSpec {
  /** By which it can be waited for and removed. */
  id: string;
  /** How many matching calls came by. */
  seen: number;
  /** How many of them were hit. */
  fired: number;
}

/** The faults in force, asked once per call, the oldest first. */
export class FaultPlan {
  private faults: Fault[] = [];
  private nextId = 1;

  /** @param ownerOf names the action that alone can have a fault of a kind, if there is one. */
  constructor(private readonly ownerOf: (kind: FaultKind) => string | undefined) {}

  add(spec: FaultSpec): Fault {
    const fault: Fault = { ...spec, id: `fault-${this.nextId++}`, seen: 0, fired: 0 };
    this.faults.push(fault);
    return fault;
  }

  list(): readonly Fault[] {
    return this.faults;
  }

  /** @returns false when there is no such fault. */
  remove(id: string): boolean {
    const before = this.faults.length;
    this.faults = this.faults.filter((fault) => fault.id !== id);
    return this.faults.length < before;
  }

  clear(): void {
    this.faults = [];
  }

  /** The fault that hits this call. Later faults do not see a call that an earlier one hit. */
  hit(action: string): Fault | undefined {
    for (const fault of this.faults) {
      const wanted = this.ownerOf(fault.kind) ?? fault.action;
      if (wanted !== undefined && wanted !== action) continue;
      fault.seen++;
      if (!fires(fault)) continue;
      fault.fired++;
      return fault;
    }
    return undefined;
  }
}

function fires({ calls, seen, fired }: Fault): boolean {
  if (calls === "always") return true;
  if (calls === "first") return fired < 1;
  if (calls === "every-second") return seen % 2 === 0;
  return fired < calls.times;
}
