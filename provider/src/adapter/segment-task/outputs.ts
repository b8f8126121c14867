import { SEGMENT_FIELDS } from "../../segment/fields";
import type { TaskId } from "../../segment/identity";
import type { IdentifiedInputs, ResolvedSegment, SegmentInputs } from "../../segment/inputs";
import type { Observation } from "../../segment/observation";
import { recordOf, type TaskRecord } from "../../segment/task/record";
import type { TaskState } from "../../segment/task/state";
import { writtenInputs, writtenPaths } from "../../segment/written";
import { INSTANCE_KEY, OWNER_KEY, type Properties, WRITTEN_KEY } from "../engine/properties";

/** The outputs of a SegmentTask as they stand in the state. */
export interface SegmentTaskState extends TaskRecord {
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
  return {
    ...recordOf(inputs, known),
    ...(typeof owner === "string" ? { [OWNER_KEY]: owner } : {}),
    ...(typeof instance === "string" ? { [INSTANCE_KEY]: instance } : {}),
    [WRITTEN_KEY]: writtenPaths(inputs),
  };
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
