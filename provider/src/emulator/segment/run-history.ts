import type { Run } from "./run";
import type { TaskKey } from "./wire";

/** Ended runs started before these are dropped, so that a benchmark of hours does not fill the memory. */
export const MAX_ENDED_RUNS = 100_000;

/** How many runs may come before the surplus is looked for again: each look goes through all of them. */
const BETWEEN_TRIMS = MAX_ENDED_RUNS / 5;

/** Every run of every task, in the order they were started. */
export class RunHistory {
  private runs: Run[] = [];
  private trimAt = MAX_ENDED_RUNS + BETWEEN_TRIMS;

  add(run: Run): void {
    this.runs.push(run);
    if (this.runs.length < this.trimAt) return;
    this.trim();
    this.trimAt = this.runs.length + BETWEEN_TRIMS;
  }

  list(): readonly Run[] {
    this.trim();
    return this.runs;
  }

  forget(key: TaskKey): void {
    this.runs = this.runs.filter(
      (run) => run.key.AppId !== key.AppId || run.key.RoomId !== key.RoomId || run.key.TaskId !== key.TaskId,
    );
  }

  clear(): void {
    this.runs = [];
    this.trimAt = MAX_ENDED_RUNS + BETWEEN_TRIMS;
  }

  private trim(): void {
    const ended = this.runs.filter((run) => run.ended !== undefined).length;
    let surplus = ended - MAX_ENDED_RUNS;
    if (surplus <= 0) return;
    this.runs = this.runs.filter((run) => run.ended === undefined || surplus-- <= 0);
  }
}
