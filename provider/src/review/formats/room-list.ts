import type { Bunch } from "../words/bunches";
import { isShortened } from "../words/phrase";
import { roomWords } from "../words/tasks-words";

/** A room that is named in the list of all rooms, since it is only counted elsewhere. */
export interface ListedRoom {
  bunch: Bunch;
  room: string;
}

/** The rooms of every bunch that has more of them than its title names. */
export function roomsToList(bunches: readonly Bunch[]): ListedRoom[] {
  return bunches.flatMap((bunch) => {
    const rooms = [...new Set(bunch.changes.map(roomWords))];
    return isShortened(rooms) ? rooms.map((room) => ({ bunch, room })) : [];
  });
}
