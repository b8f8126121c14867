import type { TaskId } from "../identity";
import type { IdentifiedInputs, SegmentField } from "../inputs";
import { differingFields, type Observation, type ObservedSettings } from "../observation";
import { resolve } from "../resolve";
import { seenState, type TaskState } from "../task/state";
import type { GroupInputs } from "./inputs";

/** A room's task as the group knows it. */
export interface RoomTask extends TaskState {
  /** Settings in which it was seen to differ from the inputs of the group, as they really are. */
  drift?: ObservedSettings;
  /** Fields that were to be brought to the inputs of the group, and could not. */
  pending?: SegmentField[];
}

/** A task that was replaced or given up, but may still run. */
export type Leftover = TaskId & TaskState;

/** What the group has done so far: its inputs, and the tasks that run because of them. */
export interface GroupState {
  inputs: GroupInputs;
  /** By room. Rooms have names that are no good as keys of an object, such as `constructor`. */
  tasks: ReadonlyMap<string, RoomTask>;
  /** They are stopped as soon as that is possible. */
  leftovers: readonly Leftover[];
}

/** A group that has done nothing yet. */
export function nothingOf(inputs: GroupInputs): GroupState {
  return { inputs, tasks: new Map(), leftovers: [] };
}

/** A room's task as it was just seen. */
export function seenTask(inputs: IdentifiedInputs, seen: Observation): RoomTask {
  const different = differingFields(resolve(inputs), seen);
  const drift = Object.fromEntries(different.map((field) => [field, seen.settings[field]]));
  return { ...seenState(inputs.taskId, seen), ...(different.length === 0 ? {} : { drift }) };
}
