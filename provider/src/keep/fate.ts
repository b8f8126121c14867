import type { IdentifiedInputs, SegmentField } from "../segment/inputs";
import { differingFields } from "../segment/observation";
import { resolve } from "../segment/resolve";
import { isOver } from "../segment/status";
import { knownAfter } from "../segment/task/read";
import type { TaskState } from "../segment/task/state";
import type { TaskLook } from "../tasks/look";

/** What a look at a task means for a keeper. */
export type Fate =
  /** Nothing says that it ended: it runs, or the API can't tell. */
  | { kind: "runs"; known: TaskState }
  /** It has ended, and shall stay so. */
  | { kind: "kept"; known: TaskState }
  /** It has ended, and shall run. */
  | { kind: "over"; known: TaskState }
  /** It could not be looked at. */
  | { kind: "doubt"; problem: string };

/** Nothing for a leftover: that it is over is as it should be. */
export function fateOf({ item, seen, ...rest }: TaskLook): Fate | undefined {
  if (item.leftover) return undefined;
  if (seen === undefined) return { kind: "doubt", problem: "problem" in rest ? rest.problem : "" };
  const known = knownAfter(item.state, seen);
  if (!isOver(known)) return { kind: "runs", known };
  return { kind: item.settings.whenEnded === "keep" ? "kept" : "over", known };
}

/** In what a running task differs from what it was asked to be. An `up --refresh` would put that right as well. */
export function driftOf({ item, seen }: TaskLook): SegmentField[] {
  if (seen?.kind !== "running" || item.leftover) return [];
  return differingFields(resolve(item.settings as unknown as IdentifiedInputs), seen.seen);
}
