import type {
  AdminCallback,
  AdminRun,
  AdminTask,
  ClockChange,
  ClockReading,
  Delivery,
  Fault,
  FaultSpec,
  LoggedCall,
  Settings,
  SettingsChange,
  Stats,
  StopReason,
  StreamRef,
  TaskRef,
  WaitCondition,
} from "./types";

/**
 * Steers a running emulator, in this process or another.
 *
 * Every method throws an `Error` naming the route and the reason when the emulator refuses or cannot be reached.
 *
 * @example
 * ```ts
 * const admin = new EmulatorAdmin("http://127.0.0.1:4010");
 * await admin.addFault({ action: "StartSegment", calls: "first", kind: { type: "reset", when: "after" } });
 * await admin.waitForCalls({ action: "StartSegment", count: 2 });
 * ```
 */
export class EmulatorAdmin {
  private readonly base: string;

  /** @param url of the emulator, without `/admin`. */
  constructor(url: string) {
    this.base = url.replace(/\/+$/, "");
  }

  /** The newest run of every task, ended ones included; storage keys are masked. Stale answers never show here. */
  tasks(): Promise<AdminTask[]> {
    return this.ask("GET", "/admin/tasks");
  }

  /**
   * Every run of every task since the last reset, in the order they were started; storage keys are masked. Of the ended
   * ones the 100,000 started last are kept. A dropped task takes its runs along.
   */
  runs(): Promise<AdminRun[]> {
    return this.ask("GET", "/admin/runs");
  }

  /** Ends a running task as the service would, for example with "UserDisconnect". */
  async endTask(task: TaskRef & { reason: StopReason }): Promise<void> {
    await this.ask("POST", "/admin/tasks/end", task);
  }

  /** Drops a task as if it had never been. */
  async forgetTask(task: TaskRef): Promise<void> {
    await this.ask("POST", "/admin/tasks/forget", task);
  }

  /** The API calls (not the admin calls) in the order they took effect; the last 50,000 at most. */
  calls(): Promise<LoggedCall[]> {
    return this.ask("GET", "/admin/calls");
  }

  /** Empties the log of calls. */
  async clearCalls(): Promise<void> {
    await this.ask("DELETE", "/admin/calls");
  }

  /** Resolves once the log holds enough matching calls; rejects after `timeoutSeconds` (default 30). */
  async waitForCalls(condition: WaitCondition = {}): Promise<void> {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(condition)) if (value !== undefined) query.set(name, String(value));
    await this.ask("GET", `/admin/wait?${query}`);
  }

  /** A user starts to publish a stream in a room. Slices are cut from then on: see {@link deliveries}. */
  async publish(stream: StreamRef): Promise<void> {
    await this.ask("POST", "/admin/streams/publish", stream);
  }

  /** A user stops publishing a stream in a room. */
  async unpublish(stream: StreamRef): Promise<void> {
    await this.ask("POST", "/admin/streams/unpublish", stream);
  }

  /** All callbacks; their keys are masked. */
  callbacks(): Promise<AdminCallback[]> {
    return this.ask("GET", "/admin/callbacks");
  }

  /**
   * What became of the events about slices, in the order in which they came to their end; the last 10,000 at most. Resolves
   * once all that are due by the virtual clock have been delivered or given up; rejects after `timeoutSeconds`.
   */
  deliveries(timeoutSeconds = 30): Promise<Delivery[]> {
    return this.ask("GET", `/admin/deliveries?timeoutSeconds=${timeoutSeconds}`);
  }

  /** Reads the virtual clock. */
  clock(): Promise<ClockReading> {
    return this.ask("GET", "/admin/clock");
  }

  /** Moves, stops or releases the virtual clock. */
  setClock(change: ClockChange): Promise<ClockReading> {
    return this.ask("POST", "/admin/clock", change);
  }

  /** Moves the virtual clock on. It never runs backwards. */
  advance(seconds: number): Promise<ClockReading> {
    return this.setClock({ advanceSeconds: seconds });
  }

  /** All faults that were added and not removed, and what they have done. */
  faults(): Promise<Fault[]> {
    return this.ask("GET", "/admin/faults");
  }

  /** @returns the fault with its id, to look it up or to wait for. */
  addFault(fault: FaultSpec): Promise<Fault> {
    return this.ask("POST", "/admin/faults", fault);
  }

  /** Removes one fault, or all of them. */
  async clearFaults(id?: string): Promise<void> {
    await this.ask("DELETE", id === undefined ? "/admin/faults" : `/admin/faults?id=${encodeURIComponent(id)}`);
  }

  /** The settings in force. */
  settings(): Promise<Settings> {
    return this.ask("GET", "/admin/settings");
  }

  /** Changes what is given, keeps the rest. */
  changeSettings(change: SettingsChange): Promise<Settings> {
    return this.ask("POST", "/admin/settings", change);
  }

  /** Figures since the last reset. */
  stats(): Promise<Stats> {
    return this.ask("GET", "/admin/stats");
  }

  /** Everything back to the start: tasks, streams, callbacks, calls, faults, settings, clock, stats; hanging calls are cut. */
  async reset(): Promise<void> {
    await this.ask("POST", "/admin/reset");
  }

  private async ask<Answer>(method: string, path: string, content?: object): Promise<Answer> {
    const url = this.base + path;
    let response: Response;
    try {
      response = await fetch(url, {
        method,
        ...(content === undefined
          ? {}
          : { body: JSON.stringify(content), headers: { "Content-Type": "application/json" } }),
      });
    } catch (cause) {
      throw new Error(`The emulator at ${this.base} cannot be reached. Start it with: volcengine-rtc emulator`, {
        cause,
      });
    }
    const answer = (await response.json()) as Answer | { error: string };
    if (!response.ok) {
      const reason = typeof answer === "object" && answer !== null && "error" in answer ? answer.error : "no reason";
      throw new Error(`${method} ${path} was refused by the emulator with HTTP ${response.status}: ${reason}`);
    }
    return answer as Answer;
  }
}
