import type { GroupInputs } from "../segment/group/schema";
import type { GroupState, Leftover, RoomTask } from "../segment/group/state";
import { OWNER_KEY, type Properties, visible } from "./properties";

/** A hidden property: tasks that were replaced but could not be stopped yet. */
const LEFTOVERS_KEY = "__leftovers";

/** The outputs of a group as they stand in the state: its inputs as written, and what became of them. */
export function groupProperties({ inputs, tasks, leftovers }: GroupState, owner: unknown): Properties {
  return {
    ...inputs,
    tasks: Object.fromEntries(tasks),
    running: [...tasks.values()].filter(({ status }) => status === "running").length,
    total: tasks.size,
    ...(typeof owner === "string" ? { [OWNER_KEY]: owner } : {}),
    ...(leftovers.length === 0 ? {} : { [LEFTOVERS_KEY]: leftovers }),
  };
}

export function groupState(props: Properties): GroupState {
  const { tasks = {}, running: _running, total: _total, ...inputs } = visible(props);
  const leftovers = (props[LEFTOVERS_KEY] ?? []) as (Omit<Leftover, "status"> & Partial<Leftover>)[];
  return {
    inputs: inputs as unknown as GroupInputs,
    tasks: new Map(Object.entries(tasks as Record<string, RoomTask>)),
    // Releases before 0.2 remembered no more of them than their ids.
    leftovers: leftovers.map((task) => ({ status: "unknown", ...task })),
  };
}
