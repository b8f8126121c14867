import { type GroupInputs, roomInputs } from "../segment/group/schema";
import type { RoomTask } from "../segment/group/state";
import { deriveTaskId, isDerivable, keepsTaskId } from "../segment/identity";
import { parseOwner } from "../segment/owner";
import type { SegmentInputs } from "../segment/schema";
import { UNKNOWN } from "../segment/unknown";
import { fieldsOf, type Settings } from "./fields";

type Properties = Record<string, unknown>;

/** The tasks that run because of a group, by room. */
export function groupTasksBefore(state: Properties): Record<string, Settings> {
  const rooms = settingsByRoom(state);
  const tasks = fieldsOf(state.tasks) as Record<string, RoomTask>;
  return Object.fromEntries(
    Object.entries(tasks).map(([room, { taskId, identifier, status, drift }]) => [
      room,
      { ...rooms[room], ...drift, roomId: room, taskId, status, ...(identifier === undefined ? {} : { identifier }) },
    ]),
  );
}

/** The tasks a group asks for, by room. Rooms that are not known yet are one more, and end none of the others. */
export function groupTasksAfter(inputs: Properties, before: Record<string, Settings>): Record<string, Settings> {
  if (typeof inputs.rooms !== "object" || inputs.rooms === null) {
    const { rooms: _, ...common } = inputs;
    const kept = Object.entries(before).map(([room, task]) => [room, { ...task, ...common }] as const);
    return { ...Object.fromEntries(kept), "": { ...common, roomId: UNKNOWN } };
  }
  const owner = parseOwner("group", inputs.__owner);
  return Object.fromEntries(
    Object.entries(settingsByRoom(inputs)).map(([room, settings]) => {
      const known = before[room];
      const derived = () => (isDerivable(settings) ? deriveTaskId(owner, settings as SegmentInputs) : UNKNOWN);
      const taskId = known !== undefined && keepsTaskId(known, settings) ? known.taskId : derived();
      return [room, { ...settings, taskId }];
    }),
  );
}

function settingsByRoom(properties: Properties): Record<string, Settings> {
  const {
    tasks: _tasks,
    running: _running,
    total: _total,
    ...inputs
  } = Object.fromEntries(Object.entries(properties).filter(([key]) => !key.startsWith("__")));
  return typeof inputs.rooms === "object" && inputs.rooms !== null
    ? Object.fromEntries(roomInputs(inputs as unknown as GroupInputs))
    : {};
}
