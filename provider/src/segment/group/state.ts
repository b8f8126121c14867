import type { TaskId } from "../identity";
import type { SegmentField } from "../inputs";
import { differences, type Observation, type ObservedSettings } from "../observation";
import { type IdentifiedInputs, resolve } from "../resolve";
import type { TaskStatus } from "../status";
import type { GroupInputs } from "./inputs";

/** A room's task as the group knows it. */
export interface RoomTask {
  taskId: string;
  /** Absent until the API was seen to have made one up. */
  identifier?: string;
  /** `"unknown"` without a start time: nobody could find out yet whether it runs. */
  status: TaskStatus;
  /** ISO 8601. */
  startTime?: string;
  /** ISO 8601; absent while it runs. */
  endTime?: string;
  /** Why it ended, in the API's words; absent while it runs. */
  stopReason?: string;
  /** Settings in which it was seen to differ from the inputs of the group, as they really are. */
  drift?: ObservedSettings;
  /** Fields that were to be brought to the inputs of the group, and could not. */
  pending?: SegmentField[];
}

/** What the group has done so far: its inputs, and the tasks that run because of them. */
export interface GroupState {
  inputs: GroupInputs;
  tasks: Record<string, RoomTask>;
  /** Tasks that were replaced or given up but may still run; they are stopped as soon as that is possible. */
  leftovers: TaskId[];
}

/** A room's task as it was just seen. */
export function seenTask(inputs: IdentifiedInputs, { settings, ...times }: Observation): RoomTask {
  const different = differences(resolve(inputs), { settings });
  const drift = Object.fromEntries(different.map((field) => [field, settings[field]]));
  return {
    taskId: inputs.taskId,
    ...(settings.identifier === undefined ? {} : { identifier: settings.identifier }),
    ...times,
    ...(different.length === 0 ? {} : { drift }),
  };
}

/** Whether a task's start was never confirmed. */
export function isUnconfirmed({ status, startTime }: RoomTask): boolean {
  return status === "unknown" && startTime === undefined;
}
