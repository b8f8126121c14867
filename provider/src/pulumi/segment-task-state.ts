import { deriveTaskId, type TaskId } from "../segment/identity";
import { publicMeaning } from "../segment/meaning";
import type { Observation } from "../segment/observation";
import { type IdentifiedInputs, type ResolvedSegment, resolve } from "../segment/resolve";
import { SEGMENT_FIELDS, type SegmentInputs } from "../segment/schema";
import type { TaskStatus } from "../segment/status";
import { writtenInputs, writtenPaths } from "../segment/written";
import { CLAIM_KEY } from "./claims";
import { parseOwner } from "./owner";
import { OWNER_KEY, type Properties } from "./properties";

/** A hidden property: which optional inputs the user wrote. */
const WRITTEN_KEY = "__written";

/** The outputs of a SegmentTask as they stand in the state. */
export interface SegmentTaskState extends ResolvedSegment {
  status: TaskStatus;
  startTime?: string;
  endTime?: string;
  stopReason?: string;
  [OWNER_KEY]: string;
  [WRITTEN_KEY]: string;
  [CLAIM_KEY]?: string;
}

/** The state of a resource of this program, or of a task that someone else owns and this program only reads. */
export type KnownState = { own: true; state: SegmentTaskState } | { own: false; lastSeen: Properties };

export function knownState(props: Properties): KnownState {
  return typeof props[WRITTEN_KEY] === "string"
    ? { own: true, state: props as unknown as SegmentTaskState }
    : { own: false, lastSeen: props };
}

/** The state of a task that was just looked at, or, without an observation, of one nobody could look at. */
export function stateOf(inputs: IdentifiedInputs, owner: unknown, seen?: Observation): SegmentTaskState {
  return {
    ...resolve(inputs),
    ...((inputs.identifier ?? seen?.settings.identifier)
      ? { identifier: inputs.identifier ?? seen?.settings.identifier }
      : {}),
    ...timesOf(seen),
    [OWNER_KEY]: String(owner),
    [WRITTEN_KEY]: writtenPaths(inputs),
  };
}

function timesOf(
  seen: Observation | undefined,
): Pick<SegmentTaskState, "status" | "startTime" | "endTime" | "stopReason"> {
  if (seen === undefined) return { status: "unknown" };
  const { settings: _, ...times } = seen;
  return times;
}

/** The state after an update, which changes settings and nothing else. */
export function updatedState(old: SegmentTaskState, inputs: IdentifiedInputs): SegmentTaskState {
  const { status, startTime, endTime, stopReason, [CLAIM_KEY]: claim } = old;
  const identifier = inputs.identifier ?? old.identifier;
  return {
    ...stateOf(inputs, old[OWNER_KEY]),
    ...(identifier === undefined ? {} : { identifier }),
    status,
    ...(startTime === undefined ? {} : { startTime }),
    ...(endTime === undefined ? {} : { endTime }),
    ...(stopReason === undefined ? {} : { stopReason }),
    ...(claim === undefined ? {} : { [CLAIM_KEY]: claim }),
  };
}

/** The state after a refresh: live values where they mean something else, the old spelling where they don't. */
export function refreshedState(old: SegmentTaskState, seen: Observation): SegmentTaskState {
  const { startTime: _start, endTime: _end, stopReason: _reason, ...rest } = old;
  const state: SegmentTaskState = { ...rest, ...timesOf(seen) };
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
  return { ...old, ...timesOf(seen) };
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

/** Whether a task's id was derived from its inputs and owner, so that no one else can have made it up. */
export function hasDerivedId(inputs: IdentifiedInputs, owner: unknown): boolean {
  return typeof owner === "string" && deriveTaskId(parseOwner(owner), inputs) === inputs.taskId;
}
