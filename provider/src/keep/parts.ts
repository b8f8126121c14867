import type { SegmentApi } from "../segment/api/client";
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

/** @param round Whether an event that names no room counts for all rooms of its app. */
export type HasNews = (ended: Ended, round: boolean) => boolean;

/** What a keeper works with. */
export interface Parts {
  /** The stack as it is now. @throws {UserError} */
  readStack(): Promise<Stack>;
  /** The way to the API with the keys of a stack. */
  apiOf(stack: Stack): SegmentApi;
  engine: Engine;
  notes: Notes;
  pauses: Pauses;
  /** Whether something happened in a task's room since its end; absent where no events are received. */
  hasNews: HasNews | undefined;
  dryRun: boolean;
  /** Told each thing once, as long as it is the latest of its subject. @param state In which the subject is. */
  say(event: KeepEvent, subject?: string, state?: string): void;
  /** Nothing is to be said of a subject any more; what comes later is news. */
  settle(subject: string): void;
  now(): number;
}
