import { asRecord } from "../../inputs/record";
import { plainData } from "../../policy/view/plain-data";
import { segmentKind } from "../../resource-types";
import type { ResourceState, Step } from "../input/step";
import { groupTasksAfter, groupTasksBefore } from "./group-tasks";
import { HIDDEN_ROOMS } from "./hidden";
import { hasEnded, type Settings } from "./settings";

type Properties = Record<string, unknown>;

/** Tasks by a key that stays the same from state to state. */
type Tasks = ReadonlyMap<string, Settings>;

interface Expansion {
  /** Whether the key of a task is its room. */
  byRoom: boolean;
  before: (state: Properties) => Tasks;
  after: (inputs: Properties, before: Tasks) => Tasks;
}

const NO_TASKS: Tasks = new Map();

const single = (properties: Properties): Tasks => new Map([["", properties]]);

/** How each kind of resource comes apart into tasks. */
const EXPANSIONS = {
  task: { byRoom: false, before: single, after: single },
  group: { byRoom: true, before: groupTasksBefore, after: groupTasksAfter },
} satisfies Record<string, Expansion>;

/** One task of a resource, as it is and as it shall be. */
export interface TaskPair {
  before: Settings | undefined;
  after: Settings | undefined;
  /** The room, where the resource has many. */
  room: string | undefined;
  /** Whether the refresh of this very preview found that the task has ended. */
  endSeen: boolean;
}

export function isSegmentResource(step: Step): boolean {
  return segmentKind(typeOf(step)) !== undefined;
}

export function typeOf({ urn, newState, oldState }: Step): string {
  return newState?.type ?? oldState?.type ?? urn.split("::")[2]?.split("$").at(-1) ?? "";
}

/** The name of a resource. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::") || urn;
}

/** The tasks a step is about: one for a SegmentTask, one per room for a resource with many rooms. */
export function taskPairs(step: Step, remembered: ResourceState | undefined): TaskPair[] {
  const kind = segmentKind(typeOf(step));
  if (kind === undefined) return [];
  const expansion: Expansion = EXPANSIONS[kind];
  const known = remembered ? expansion.before(propertiesBefore(remembered)) : NO_TASKS;
  // What the refresh found ended is in the state no more: that it was is told by the state before.
  const old = step.oldState
    ? expansion.before(propertiesBefore(step.oldState))
    : step.op === "create"
      ? ended(known)
      : NO_TASKS;
  const before = step.op === "refresh" ? ended(old) : old;
  const after = step.newState ? expansion.after(propertiesAfter(step), before) : NO_TASKS;
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys]
    .filter((key) => key !== HIDDEN_ROOMS || !expansion.byRoom || !areRoomsTheSame(step, before, after))
    .map((key) => ({
      before: before.get(key),
      after: after.get(key),
      room: expansion.byRoom ? key : undefined,
      endSeen: known.has(key) && !hasEnded(known.get(key)) && hasEnded(before.get(key)),
    }));
}

/** Hidden rooms are no task of their own: there is something to tell of them only when they change. */
function areRoomsTheSame({ detailedDiff }: Step, before: Tasks, after: Tasks): boolean {
  if (!before.has(HIDDEN_ROOMS) || !after.has(HIDDEN_ROOMS)) return false;
  return !Object.keys(detailedDiff ?? {}).some((path) => path === "rooms");
}

function ended(tasks: Tasks): Tasks {
  return new Map([...tasks].map(([key, task]) => [key, { ...task, status: "ended" }]));
}

/** The outputs are what the task was last seen to be; before its first `up` there are only inputs. */
function propertiesBefore(state: ResourceState | null | undefined): Properties {
  const hasOutputs = Object.keys(asRecord(state?.outputs)).length > 0;
  return readable(hasOutputs ? state?.outputs : state?.inputs);
}

/** A resource that stays the same is what it was, as far as inputs leave anything open. */
function propertiesAfter({ op, newState, oldState }: Step): Properties {
  const inputs = readable(newState?.inputs);
  return op === "same" || op === "read" ? { ...propertiesBefore(oldState ?? newState), ...inputs } : inputs;
}

/** With one mark for everything unknown, and without what only the provider reads. */
function readable(properties: unknown): Properties {
  return asRecord(plainData(properties));
}
