import type { SegmentApi } from "../segment/api/client";
import type { TaskId } from "../segment/identity";
import type { TaskState } from "../segment/task/state";
import type { Stack } from "../stack/stack";
import type { StackTask } from "../stack/stack-tasks";
import type { Engine } from "./engine";
import type { KeepEvent } from "./events";
import type { Notes } from "./notes";
import type { Pauses } from "./pauses";

/** A task that has ended, and what is known of its run. */
export interface Ended {
  item: StackTask;
  known: TaskState;
}

/** What events tell of rooms. */
export interface News {
  /**
   * Whether something happened in a task's room since its end.
   *
   * @param round Whether an event that names no room counts for all rooms of its app.
   */
  since(ended: Ended, round: boolean): boolean;
  /** The rooms in which something else than a slice happened since this was last asked. */
  rooms(): Pick<TaskId, "appId" | "roomId">[];
}

/** What a keeper works with. */
export interface Parts {
  /** The stack as it is now. @throws {UserError} */
  readStack(): Promise<Stack>;
  /** The way to the API with the keys of a stack. */
  apiOf(stack: Stack): SegmentApi;
  engine: Engine;
  notes: Notes;
  pauses: Pauses;
  /** Absent where no events are received. */
  news: News | undefined;
  dryRun: boolean;
  /** Told each thing once, as long as it is the latest of its subject. @param state In which the subject is. */
  say(event: KeepEvent, subject?: string, state?: string): void;
  /** Nothing is to be said of a subject any more; what comes later is news. */
  settle(subject: string): void;
  now(): number;
}
