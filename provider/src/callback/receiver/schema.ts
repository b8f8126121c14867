import type { Database } from "better-sqlite3";
import { UserError } from "../../user-error";

/** Marks a file as a store of events: no other program's database is ever written to. */
const APPLICATION_ID = 0x52_54_43_45;
const VERSION = 1;

const TABLES = `
  CREATE TABLE events (
    sequence INTEGER PRIMARY KEY,
    event_id TEXT NOT NULL UNIQUE,
    signature TEXT NOT NULL UNIQUE,
    event_type TEXT NOT NULL,
    event_time TEXT NOT NULL,
    event_ms INTEGER NOT NULL,
    app_id TEXT NOT NULL,
    room_id TEXT NOT NULL,
    task_id TEXT NOT NULL,
    version TEXT NOT NULL,
    event_data TEXT NOT NULL,
    received_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX events_by_time ON events (event_ms, sequence);
  CREATE INDEX events_by_task ON events (app_id, room_id, task_id, event_ms, sequence);
  CREATE TABLE tasks (
    app_id TEXT NOT NULL,
    room_id TEXT NOT NULL,
    task_id TEXT NOT NULL,
    events INTEGER NOT NULL,
    newest_ms INTEGER NOT NULL,
    PRIMARY KEY (app_id, room_id, task_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX tasks_by_time ON tasks (newest_ms);
`;

/**
 * Makes the tables in an empty file, and sees that any other file holds them before it writes to it.
 *
 * @throws Error when the file is another program's, or of another version of this one.
 */
export function prepareTables(database: Database, file: string): void {
  holdsTables(database, file);
  database.pragma("journal_mode = WAL");
  // An event is acknowledged when it is on disk: a commit that the system still holds in memory would not do.
  database.pragma("synchronous = FULL");
  database
    .transaction(() => {
      if (holdsTables(database, file)) return;
      database.exec(TABLES);
      database.pragma(`application_id = ${APPLICATION_ID}`);
      database.pragma(`user_version = ${VERSION}`);
    })
    .immediate();
}

/** @returns false when the file is empty. @throws Error as `prepareTables` does. */
export function holdsTables(database: Database, file: string): boolean {
  if (database.pragma("application_id", { simple: true }) === APPLICATION_ID) {
    const version = database.pragma("user_version", { simple: true });
    if (version === VERSION) return true;
    throw new UserError(`The store ${file} is of version ${version}, and this program knows version ${VERSION} only.`);
  }
  if (database.prepare("SELECT 1 FROM sqlite_schema").get() === undefined) return false;
  throw new UserError(`${file} is a database of another program. Name another file with --store.`);
}
