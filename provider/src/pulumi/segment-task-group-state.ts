import type { GroupInputs } from "../segment/group/schema";
import type { GroupState, RoomTask } from "../segment/group/state";
import type { TaskId } from "../segment/identity";
import { OWNER_KEY, type Properties, visible } from "./properties";

/** A hidden property: tasks that were replaced but could not be stopped yet. */
const LEFTOVERS_KEY = "__leftovers";

/** The outputs of a group as they stand in the state: its inputs as written, and what became of them. */
export function groupProperties({ inputs, tasks, leftovers }: GroupState, owner: unknown): Properties {
  return {
    ...inputs,
    tasks,
    running: Object.values(tasks).filter(({ status }) => status === "running").length,
    total: Object.keys(tasks).length,
    [OWNER_KEY]: owner,
    ...(leftovers.length === 0 ? {} : { [LEFTOVERS_KEY]: leftovers }),
  };
}

export function groupState(props: Properties): GroupState {
  const { tasks, running: _running, total: _total, ...inputs } = visible(props);
  return {
    inputs: inputs as unknown as GroupInputs,
    tasks: (tasks ?? {}) as Record<string, RoomTask>,
    leftovers: (props[LEFTOVERS_KEY] ?? []) as TaskId[],
  };
}
