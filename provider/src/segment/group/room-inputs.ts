import { createHash } from "node:crypto";
import { isUnknown } from "../../inputs/unknown";
import { ROOM_FIELDS } from "../fields";
import type { SegmentInputs } from "../inputs";
import type { GroupInputs, RoomOverrides } from "./inputs";

/** A room as a group wants it. */
export type Room = Omit<SegmentInputs, "taskId">;

/** What each room of a group is asked to be. Also reads inputs that are not known in full yet. */
export function roomInputs(group: GroupInputs): Map<string, Room> {
  const { rooms, maxConcurrency: _, identifier: prefix, ...common } = group;
  if (isUnknown(rooms)) return new Map();
  const own: [string, RoomOverrides][] = Array.isArray(rooms) ? rooms.map((room) => [room, {}]) : Object.entries(rooms);
  return new Map(
    own.map(([room, settings]) => [
      room,
      {
        ...common,
        ...(prefix === undefined ? {} : { identifier: roomIdentifier(prefix, room) }),
        ...(typeof settings === "string" ? allOf(settings) : settings),
        roomId: room,
      },
    ]),
  );
}

/** In place of settings that can't be seen stands a mark: they may overrule every one of the group's. */
function allOf(mark: string): RoomOverrides {
  return Object.fromEntries(ROOM_FIELDS.map((field) => [field, mark]));
}

const IDENTIFIER_LIMIT = 128;
const HASH_LENGTH = 12;

/** The group's prefix and the room make a prefix of its own for each room. */
function roomIdentifier(prefix: string, room: string): string {
  const full = `${prefix}-${room}`;
  if (full.length <= IDENTIFIER_LIMIT) return full;
  const hash = createHash("sha256").update(full).digest("hex").slice(0, HASH_LENGTH);
  return `${full.slice(0, IDENTIFIER_LIMIT - HASH_LENGTH - 1)}-${hash}`;
}
