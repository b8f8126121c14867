import { asRecord } from "../../inputs/record";
import { UNKNOWN } from "../../inputs/unknown";
import type { GroupInputs } from "../../segment/group/inputs";
import { roomInputs } from "../../segment/group/room-inputs";
import type { RoomTask } from "../../segment/group/state";
import { keepsTaskId } from "../../segment/identity";
import { isSecret, SECRET } from "../input/secret";
import { HIDDEN_ROOMS, veiled } from "./hidden";
import { isKnown, type Settings } from "./settings";

type Properties = Record<string, unknown>;

/** By room. A map, as a room may be called like something that every object has. */
type Rooms = ReadonlyMap<string, Settings>;

/** The tasks that run because of a group, by room. */
export function groupTasksBefore(state: Properties): Rooms {
  const { tasks, running: _running, total: _total, ...inputs } = state;
  const common = commonSettings(inputs);
  const rooms = settingsByRoom(inputs);
  const seen = new Map(
    Object.entries(asRecord(tasks) as Record<string, RoomTask>).map(([room, task]): [string, Settings] => {
      const { taskId, identifier, status, stopReason, drift } = task;
      const settings = rooms.get(room) ?? { ...common, roomId: room };
      // The prefix in force shows what a hidden one is.
      const prefix = isSecret(settings.identifier) ? SECRET : identifier;
      return [
        room,
        {
          ...settings,
          ...drift,
          roomId: room,
          taskId,
          status,
          ...(stopReason === undefined ? {} : { stopReason }),
          ...(prefix === undefined ? {} : { identifier: prefix }),
        },
      ];
    }),
  );
  return isSecret(inputs.rooms) ? seen.set(HIDDEN_ROOMS, { ...common, roomId: SECRET }) : seen;
}

/**
 * The tasks a group asks for, by room. Rooms that can't be seen yet are one more, and end none of the others. A task keeps
 * its id while nothing changes that the id depends on; what another one will be is nobody's concern.
 */
export function groupTasksAfter(inputs: Properties, before: Rooms): Rooms {
  if (!isReadable(inputs.rooms)) {
    const common = commonSettings(inputs);
    const kept = new Map([...before].map(([room, task]): [string, Settings] => [room, { ...task, ...common }]));
    return kept.set(HIDDEN_ROOMS, { ...common, roomId: isSecret(inputs.rooms) ? SECRET : UNKNOWN });
  }
  return new Map(
    [...settingsByRoom(inputs)].map(([room, settings]) => {
      const old = before.get(room);
      const keeps = old !== undefined && keepsTaskId(...veiled(old, settings));
      return [room, keeps ? { ...settings, taskId: old.taskId } : settings];
    }),
  );
}

function isReadable(rooms: unknown): rooms is object {
  return typeof rooms === "object" && rooms !== null;
}

/** What all rooms of a group have in common. A prefix is completed by each room's name. */
function commonSettings({ rooms: _, identifier, ...common }: Properties): Settings {
  return isKnown(identifier) || identifier === undefined ? common : { ...common, identifier };
}

function settingsByRoom(inputs: Properties): Rooms {
  if (!isReadable(inputs.rooms)) return new Map();
  const { identifier, ...others } = inputs;
  // A prefix that can't be seen must not be completed: it would be taken for one that can.
  const completable = isKnown(identifier) || identifier === undefined ? inputs : others;
  const rooms = roomInputs(completable as unknown as GroupInputs);
  const common = completable === inputs ? {} : { identifier };
  return new Map([...rooms].map(([room, settings]) => [room, { ...common, ...settings }]));
}
