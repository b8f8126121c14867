import { plain } from "../policy/plain";
import { fieldsOf, type Settings } from "./fields";
import { groupTasksAfter, groupTasksBefore } from "./group-tasks";
import type { ResourceState, Step } from "./preview";

type Properties = Record<string, unknown>;

interface Expansion {
  /** The tasks that a state of the resource stands for, by a key that stays the same from state to state. */
  before: (state: Properties) => Record<string, Settings>;
  after: (inputs: Properties, before: Record<string, Settings>) => Record<string, Settings>;
}

const single = (properties: Properties): Record<string, Settings> => ({ "": properties });

/** The type token of every resource this review describes, with how it comes apart into tasks. */
const EXPANSIONS: Readonly<Record<string, Expansion>> = {
  "pulumi-nodejs:dynamic/volcengine-rtc:SegmentTask": { before: single, after: single },
  "pulumi-nodejs:dynamic/volcengine-rtc:SegmentTaskGroup": { before: groupTasksBefore, after: groupTasksAfter },
};

/** One task of a resource, as it is and as it shall be. */
export interface TaskPair {
  before: Settings | undefined;
  after: Settings | undefined;
}

export function isSegmentResource(step: Step): boolean {
  return Object.hasOwn(EXPANSIONS, typeOf(step));
}

export function typeOf({ urn, newState, oldState }: Step): string {
  return newState?.type ?? oldState?.type ?? urn.split("::")[2]?.split("$").at(-1) ?? "";
}

/** The name of a resource. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::") || urn;
}

/** The tasks a step is about: one for a SegmentTask, one per room for a resource with many rooms. */
export function taskPairs(step: Step): TaskPair[] {
  const expansion = EXPANSIONS[typeOf(step)];
  if (expansion === undefined) return [];
  const before = step.oldState ? expansion.before(propertiesBefore(step.oldState)) : {};
  const after = step.newState ? expansion.after(propertiesAfter(step), before) : {};
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].map((key) => ({ before: before[key], after: after[key] }));
}

/** The outputs are what the task was last seen to be; before its first `up` there are only inputs. */
function propertiesBefore(state: ResourceState | null | undefined): Properties {
  const hasOutputs = Object.keys(fieldsOf(state?.outputs)).length > 0;
  return readable(hasOutputs ? state?.outputs : state?.inputs);
}

/** A resource that stays the same is what it was, as far as inputs leave anything open. */
function propertiesAfter({ op, newState, oldState }: Step): Properties {
  const inputs = readable(newState?.inputs);
  return op === "same" || op === "read" ? { ...propertiesBefore(oldState ?? newState), ...inputs } : inputs;
}

/** With one mark for everything unknown, and without what is hidden but for the owner. */
function readable(properties: unknown): Properties {
  const { __owner } = fieldsOf(properties);
  return { ...fieldsOf(plain(properties)), ...(__owner === undefined ? {} : { __owner }) };
}
