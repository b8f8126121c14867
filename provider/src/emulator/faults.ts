import type { Fault, FaultSpec } from "./admin-types";

/** The faults in force, asked once per call, the oldest first. */
export class FaultPlan {
  private faults: Fault[] = [];
  private nextId = 1;

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
      const wanted = fault.kind.type === "start-fails" ? "StartSegment" : fault.action;
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
