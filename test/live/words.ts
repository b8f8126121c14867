import { isDeepStrictEqual } from "node:util";
import { type Answer, field, isObject, type SeenTask } from "./answer";

export const OK = 'HTTP 200 "ok"';
export const NOT_FOUND = "HTTP 400 InvalidParameter.ErrorActiveTaskNotFound";
export const AS_GIVEN = "as given";

const LONGEST = 200;

/** An answer in a few words; of an error its code, as messages may quote anything. */
export function outcome({ status, result, error }: Answer): string {
  return error === undefined ? `HTTP ${status} ${shown(result)}` : `HTTP ${status} ${error.Code}`;
}

/** A value as JSON, in which the order of fields does not count. */
export function shown(value: unknown): string {
  if (value === undefined) return "absent";
  const text = JSON.stringify(sorted(value));
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** A field of a task. */
export function fieldOf(task: SeenTask, ...path: readonly string[]): string {
  return task === undefined ? "no task" : shown(field(task, ...path));
}

/** Whether fields of a task came back as they were given. */
export function echo(task: SeenTask, given: Readonly<Record<string, unknown>>): string {
  if (task === undefined) return "no task";
  const changed = Object.keys(given).filter((name) => !isDeepStrictEqual(task[name], given[name]));
  return changed.length === 0 ? AS_GIVEN : changed.map((name) => `${name}: ${shown(task[name])}`).join("; ");
}

/** Minutes that the clocks of two machines may be apart. */
const CLOCKS_APART = 5;
export const NEAR_THE_CALL = "Unix milliseconds, near the time of the call";

export function timeOf(task: SeenTask, name: string, called: number): string {
  const time = task?.[name];
  const near = typeof time === "number" && Math.abs(time - called) < CLOCKS_APART * 60_000;
  return near ? NEAR_THE_CALL : fieldOf(task, name);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, sorted(value[name])]),
  );
}
