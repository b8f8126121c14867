import { UserError } from "../../user-error";
import { holdsTables } from "./schema";
import { openSqlite } from "./sqlite";
import type { EventTask } from "./task-of";

/** When the newest event about each task happened, from a store that a receiver may be writing to. */
export interface LastCallbacks {
  /** Nothing where there was none, or none that names the task. */
  of(task: EventTask): Date | undefined;
  close(): void;
}

/** @throws {UserError} when the file is not there, or no store. */
export async function openLastCallbacks(file: string): Promise<LastCallbacks> {
  const database = await openSqlite(file, { readonly: true, fileMustExist: true });
  try {
    if (!holdsTables(database, file)) throw new UserError(`${file} is no store of events: it is empty`);
    const select = database
      .prepare<[EventTask], number>(
        "SELECT newest_ms FROM tasks WHERE app_id = :appId AND room_id = :roomId AND task_id = :taskId",
      )
      .pluck();
    return {
      of: ({ appId, roomId, taskId }) => {
        const newest = select.get({ appId, roomId, taskId });
        return newest === undefined ? undefined : new Date(newest);
      },
      close: () => void database.close(),
    };
  } catch (error) {
    database.close();
    throw error;
  }
}
