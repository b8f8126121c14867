import { UserError } from "../../user-error";
import { SEGMENT_EVENT } from "../event";
import { holdsTables } from "./schema";
import { openSqlite } from "./sqlite";
import type { EventTask } from "./task-of";

/** When something was last told, from a store that a receiver may be writing to. */
export interface EventReader {
  /** When the newest event about a task happened; nothing where there was none, or none that names the task. */
  newestOf(task: EventTask): Date | undefined;
  /**
   * Whether anything happened in a room.
   *
   * @param roomId Empty: events that name no room. @param since Milliseconds since 1970.
   */
  anyAfter(appId: string, roomId: string, since: number): boolean;
  /** The rooms that events name, of other kinds than about slices, that arrived since this was last asked. */
  newRooms(): Pick<EventTask, "appId" | "roomId">[];
  close(): void;
}

/** @throws {UserError} when the file is not there, or no store. */
export async function openEventReader(file: string): Promise<EventReader> {
  const database = await openSqlite(file, { readonly: true, fileMustExist: true });
  try {
    if (!holdsTables(database, file)) throw new UserError(`${file} is no store of events: it is empty`);
    const newest = database
      .prepare<[EventTask], number>(
        "SELECT newest_ms FROM tasks WHERE app_id = :appId AND room_id = :roomId AND task_id = :taskId",
      )
      .pluck();
    const any = database.prepare<[string, string, number], number>(
      "SELECT 1 FROM tasks WHERE app_id = ? AND room_id = ? AND newest_ms > ? LIMIT 1",
    );
    const newestSequence = database.prepare<[], number>("SELECT coalesce(max(sequence), 0) FROM events").pluck();
    const rooms = database.prepare<[number, number, string], Pick<EventTask, "appId" | "roomId">>(
      `SELECT DISTINCT app_id AS appId, room_id AS roomId FROM events
       WHERE sequence > ? AND sequence <= ? AND event_type <> ? AND room_id <> ''`,
    );
    let asked = newestSequence.get() ?? 0;
    return {
      newestOf: ({ appId, roomId, taskId }) => {
        const ms = newest.get({ appId, roomId, taskId });
        return ms === undefined ? undefined : new Date(ms);
      },
      anyAfter: (appId, roomId, since) => any.get(appId, roomId, since) !== undefined,
      newRooms: () => {
        const [after, upTo] = [asked, newestSequence.get() ?? 0];
        asked = upTo;
        return after === upTo ? [] : rooms.all(after, upTo, SEGMENT_EVENT);
      },
      close: () => void database.close(),
    };
  } catch (error) {
    database.close();
    throw error;
  }
}
