import { z } from "zod";
import type { Diagnostic, Validation } from "../../inputs/diagnostic";
import { asRecord } from "../../inputs/record";
import { id, repeated } from "../../inputs/schemas";
import { namesAt, ROOM_FIELDS, type RoomField } from "../fields";
import { segmentSchema } from "../schema";
import { inspectTasks } from "../validate";
import { GROUP_FIELDS, OWN_FIELDS } from "./fields";
import { type GroupInputs, LOST_ROOM, LOST_ROOM_PROBLEM, type RoomOverrides } from "./inputs";
import { roomInputs } from "./room-inputs";

const { roomId: _roomId, taskId: _taskId, ...shared } = segmentSchema.shape;
const { shape } = segmentSchema;
const own = Object.fromEntries(ROOM_FIELDS.map((field) => [field, shape[field]])) as Pick<typeof shape, RoomField>;

const overrides = z.strictObject(own, {
  error: (issue) =>
    issue.code === "invalid_type" ? "must be an object of the room's own settings, such as {}" : undefined,
}) satisfies z.ZodType<RoomOverrides>;

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

const [LEAST_ROOMS, MOST_ROOMS] = OWN_FIELDS.maxConcurrency.range;
const CONCURRENCY_ERROR = `is not valid; use a whole number from ${LEAST_ROOMS} to ${MOST_ROOMS}`;

const groupWith = <R extends z.ZodType>(rooms: R) =>
  z.strictObject({
    ...shared,
    rooms,
    maxConcurrency: z
      .int({ error: CONCURRENCY_ERROR })
      .min(LEAST_ROOMS, { error: CONCURRENCY_ERROR })
      .max(MOST_ROOMS, { error: CONCURRENCY_ERROR })
      .optional(),
  });

export const groupOfList = groupWith(roomList);
export const groupOfRecord = groupWith(roomRecord);

export function validateGroup(raw: unknown): Validation<GroupInputs> {
  const { rooms } = asRecord(raw);
  const schema: z.ZodType<GroupInputs> = Array.isArray(rooms) ? groupOfList : groupOfRecord;
  const validation = inspectTasks(schema, keysAt, raw);
  const problems = [
    ...(validation.valid === false ? validation.problems : []),
    // The schema library passes over such a key.
    ...(Object.hasOwn(asRecord(rooms), LOST_ROOM) ? [{ path: `rooms.${LOST_ROOM}`, message: LOST_ROOM_PROBLEM }] : []),
    ...(validation.valid === true ? sharedIdentifiers(validation.inputs) : []),
  ];
  return problems.length === 0 ? validation : { valid: false, problems };
}

/** One prefix for two rooms would make them overwrite each other's files. */
function sharedIdentifiers(group: GroupInputs): Diagnostic[] {
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

function keysAt(path: readonly PropertyKey[]): string[] {
  if (path.length === 0) return [...GROUP_FIELDS];
  if (path[0] !== "rooms") return namesAt(path);
  // The names there are the rooms'.
  if (path.length === 1) return [];
  return path.length === 2 ? [...ROOM_FIELDS] : namesAt(path.slice(2));
}
