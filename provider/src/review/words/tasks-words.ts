import type { Change } from "../changes/change";
import { isKnown } from "../changes/settings";
import { named, type Phrase, phrase } from "./phrase";
import { valueWords } from "./value-words";

/** The room of a task, in words. */
export function roomWords({ before, after }: Pick<Change, "before" | "after">): string {
  return valueWords((after ?? before)?.roomId);
}

/** The rooms of tasks at the beginning of a sentence: ``Room `a` ``, ``Rooms `a`, `b`, `c` and 25 more``. */
export function roomsPhrase(changes: readonly Change[]): Phrase {
  const known = changes.filter(({ before, after }) => isKnown((after ?? before)?.roomId)).map(roomWords);
  const open = changes.map(roomWords).find((room) => !known.includes(room));
  const others = changes.length - known.length;
  if (open === undefined) return [new Set(known).size > 1 ? "Rooms " : "Room ", ...named(known)];
  if (known.length === 0) return [others === 1 ? `Room ${open}` : `${others} rooms ${open}`];
  return ["Rooms ", ...named(known), `, and ${others} ${open}`];
}

/** The same in the middle of a sentence. */
export function ofRooms(changes: readonly Change[]): Phrase {
  const [first = "", ...rest] = roomsPhrase(changes);
  return typeof first === "string" ? [first.replace(/^R/, "r"), ...rest] : [first, ...rest];
}

/** The rooms, and the resources behind them where these have names of their own. */
export function subjectPhrase(changes: readonly Change[]): Phrase {
  const rooms = roomsPhrase(changes);
  if (changes.every((change) => change.resource === roomWords(change))) return rooms;
  return phrase`${rooms} (${named(changes.map(({ resource }) => resource))})`;
}

/** Tasks by their resources, or by their rooms where one resource has them all. */
export function tasksPhrase(changes: readonly Change[]): Phrase {
  const resources = changes.map(({ resource }) => resource);
  return named(changes.length > 1 && new Set(resources).size === 1 ? changes.map(roomWords) : resources);
}
