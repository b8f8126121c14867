import { UserError } from "../../user-error";
import { holdsTables } from "./schema";
import { openSqlite } from "./sqlite";

/** Whether anything happened in a room, from a store that a receiver may be writing to. */
export interface RoomNews {
  /** @param roomId Empty: events that name no room. @param since Milliseconds since 1970. */
  after(appId: string, roomId: string, since: number): boolean;
  close(): void;
}

/** @throws {UserError} when the file is not there, or no store. */
export async function openRoomNews(file: string): Promise<RoomNews> {
  const database = await openSqlite(file, { readonly: true, fileMustExist: true });
  try {
    if (!holdsTables(database, file)) throw new UserError(`${file} is no store of events: it is empty`);
    const select = database.prepare<[string, string, number], number>(
      "SELECT 1 FROM tasks WHERE app_id = ? AND room_id = ? AND newest_ms > ? LIMIT 1",
    );
    return {
      after: (appId, roomId, since) => select.get(appId, roomId, since) !== undefined,
      close: () => void database.close(),
    };
  } catch (error) {
    database.close();
    throw error;
  }
}
