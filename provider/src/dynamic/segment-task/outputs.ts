import { SEGMENT_FIELDS } from "../../segment/fields";
import type { TaskId } from "../../segment/identity";
import type { IdentifiedInputs, ResolvedSegment, SegmentInputs } from "../../segment/inputs";
import { publicMeaning } from "../../segment/meaning";
import type { Observation } from "../../segment/observation";
import { resolve } from "../../segment/resolve";
import { seenState, type TaskState } from "../../segment/task/state";
import { writtenInputs, writtenPaths } from "../../segment/written";
import { INSTANCE_KEY, OWNER_KEY, type Properties } from "../engine/properties";

/** A hidden property: which optional inputs the user wrote. */
const WRITTEN_KEY = "__written";

/** The outputs of a SegmentTask as they stand in the state. */
export interface SegmentTaskState extends ResolvedSegment, TaskState {
  identifier?: string;
  /** Absent where a state lost it, as one that was edited by hand. */
  [OWNER_KEY]?: string;
  [INSTANCE_KEY]?: string;
  [WRITTEN_KEY]: string;
}

/** The state of a resource of this program, or of a task that someone else owns and this program only reads. */
export type KnownState = { own: true; state: SegmentTaskState } | { own: false; lastSeen: Properties };

export function knownState(props: Properties): KnownState {
  return typeof props[WRITTEN_KEY] === "string"
    ? { own: true, state: props as unknown as SegmentTaskState }
    : { own: false, lastSeen: props };
}

/** The state of a task: what it was asked to be, and what is known of it. */
export function stateOf(inputs: IdentifiedInputs, hidden: Properties, known: TaskState): SegmentTaskState {
  const { [OWNER_KEY]: owner, [INSTANCE_KEY]: instance } = hidden;
  const { identifier: given, ...resolved } = resolve(inputs);
  const identifier = given ?? known.identifier;
  return {
    ...resolved,
    ...known,
    ...(identifier === undefined ? {} : { identifier }),
    ...(typeof owner === "string" ? { [OWNER_KEY]: owner } : {}),
    ...(typeof instance === "string" ? { [INSTANCE_KEY]: instance } : {}),
    [WRITTEN_KEY]: writtenPaths(inputs),
  };
}

/** What is known of the task that a state is about. */
export function taskStateOf({
  taskId,
  identifier,
  status,
  startTime,
  endTime,
  stopReason,
}: SegmentTaskState): TaskState {
  return {
    taskId,
    status,
    ...(identifier === undefined ? {} : { identifier }),
    ...(startTime === undefined ? {} : { startTime }),
    ...(endTime === undefined ? {} : { endTime }),
    ...(stopReason === undefined ? {} : { stopReason }),
  };
}

/** The state after a refresh: live values where they mean something else, the old spelling where they don't. */
export function refreshedState(old: SegmentTaskState, seen: Observation): SegmentTaskState {
  const { startTime: _start, endTime: _end, stopReason: _reason, ...rest } = old;
  const { identifier: _identifier, ...times } = seenState(old.taskId, seen);
  const state: SegmentTaskState = { ...rest, ...times };
  const { storageConfig: storage, ...settings } = seen.settings;
  for (const [field, live] of Object.entries(settings) as [keyof typeof settings, unknown][]) {
    if (publicMeaning(field, live) !== publicMeaning(field, old[field])) Object.assign(state, { [field]: live });
  }
  if (storage && publicMeaning("storageConfig", storage) !== publicMeaning("storageConfig", old.storageConfig)) {
    // Credentials are write-only: they stay what the state knows, and never come from an answer.
    const credentials = old.storageConfig.type === "custom" ? { credentials: old.storageConfig.credentials } : {};
    const live = storage.type === "custom" ? { ...storage, ...credentials } : storage;
    state.storageConfig = live as ResolvedSegment["storageConfig"];
  }
  return state;
}

/** The state of a task that has ended and is kept: its settings no longer matter to the API, only how it ended. */
export function endedState(old: SegmentTaskState, seen: Observation): SegmentTaskState {
  const { identifier: _, ...times } = seenState(old.taskId, seen);
  return { ...old, ...times };
}

/** The outputs of a task that someone else owns. There are no inputs behind it and no credentials in it. */
export function foreignState(task: TaskId, { settings, ...times }: Observation): Properties {
  return { ...task, ...settings, ...times };
}

/** The inputs a user would have written to get this state. */
export function inputsOf(state: SegmentTaskState): SegmentInputs {
  const fields: Properties = {};
  for (const field of SEGMENT_FIELDS) if (state[field] !== undefined) fields[field] = state[field];
  return writtenInputs(fields as unknown as ResolvedSegment, state[WRITTEN_KEY]);
}
