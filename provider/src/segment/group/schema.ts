import { createHash } from "node:crypto";
import { z } from "zod";
import type { SegmentInputs } from "../inputs";
import { id, knownKeys, repeated, segmentSchema } from "../schema";
import { isUnknown } from "../unknown";
import { type Finding, inspect, type Validation } from "../validate";
import { type GroupInputs, LOST_ROOM, LOST_ROOM_PROBLEM, type RoomOverrides } from "./inputs";

const { roomId: _roomId, taskId: _taskId, ...shared } = segmentSchema.shape;
const { targetStreams, businessId, identifier, duration, handle, control, maxIdleTime } = segmentSchema.shape;

const overrides = z.strictObject(
  { targetStreams, businessId, identifier, duration, handle, control, maxIdleTime },
  {
    error: (issue) =>
      issue.code === "invalid_type" ? "must be an object of the room's own settings, such as {}" : undefined,
  },
) satisfies z.ZodType<RoomOverrides>;

const roomId = id("a room whose audio is cut into slices").refine((room) => room !== LOST_ROOM, {
  error: () => LOST_ROOM_PROBLEM,
});

const roomList = z.array(roomId).refine((rooms) => repeated(rooms).length === 0, {
  error: ({ input }) => `names ${repeated(input as unknown[]).join(", ")} more than once; name every room once`,
  when: ({ value }) => Array.isArray(value),
});

const roomRecord = z.record(roomId, overrides, {
  error: (issue) =>
    issue.code === "invalid_type"
      ? `${issue.input === undefined ? "is required" : "is not valid"}: a list of room ids, or an object from room id to the room's own settings`
      : undefined,
});

const CONCURRENCY_ERROR = "is not valid; use a whole number from 1 to 1000";

const groupWith = <R extends z.ZodType>(rooms: R) =>
  z.strictObject({
    ...shared,
    rooms,
    maxConcurrency: z
      .int({ error: CONCURRENCY_ERROR })
      .min(1, { error: CONCURRENCY_ERROR })
      .max(1000, { error: CONCURRENCY_ERROR })
      .optional(),
  });

const groupOfList = groupWith(roomList);
const groupOfRecord = groupWith(roomRecord);

export const GROUP_FIELDS: readonly string[] = Object.keys(groupOfList.shape);
/** The settings that a room may have for itself. */
export const ROOM_FIELDS: readonly string[] = Object.keys(overrides.shape);

export function validateGroup(raw: unknown): Validation<GroupInputs> {
  const listed = Array.isArray((raw as { rooms?: unknown } | null)?.rooms);
  const schema: z.ZodType<GroupInputs> = listed ? groupOfList : groupOfRecord;
  const validation = inspect(schema, keysAt, raw);
  if (validation.valid !== true) return validation;
  const problems = sharedIdentifiers(validation.inputs);
  return problems.length === 0 ? validation : { valid: false, problems };
}

/** One prefix for two rooms would make them overwrite each other's files. */
function sharedIdentifiers(group: GroupInputs): Finding[] {
  const owners = new Map<string, string>();
  return [...roomInputs(group)].flatMap(([room, { identifier: prefix }]) => {
    const other = prefix === undefined ? undefined : owners.get(prefix);
    if (prefix !== undefined) owners.set(prefix, other ?? room);
    return other === undefined
      ? []
      : [
          {
            path: `rooms.${room}.identifier`,
            message: `"${prefix}" is also the prefix of room ${other}, whose files would be overwritten; use another one`,
          },
        ];
  });
}

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
        ...settings,
        roomId: room,
      },
    ]),
  );
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

function keysAt(path: readonly PropertyKey[]): string[] {
  if (path.length === 0) return [...GROUP_FIELDS];
  if (path[0] !== "rooms") return knownKeys(path);
  // The names there are the rooms'.
  if (path.length === 1) return [];
  return path.length === 2 ? [...ROOM_FIELDS] : knownKeys(path.slice(2));
}
