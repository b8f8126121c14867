import type { CallbackEvent } from "../event";
import { prepareTables } from "./schema";
import { openSqlite } from "./sqlite";
import { type EventTask, taskOf } from "./task-of";

/** An event as it was received. */
export interface StoredEvent extends EventTask {
  eventId: string;
  eventType: string;
  eventTime: string;
  version: string;
  eventData: string;
  /** ISO 8601. */
  receivedAt: string;
}

/** The newest events about one task. */
export interface TaskEvents extends EventTask {
  /** How many there are in all. */
  events: number;
  newest: StoredEvent[];
}

/** The events received so far, each once. */
export interface EventStore {
  /** Keeps an event, unless it is there already. When this returns it is on disk. */
  add(event: CallbackEvent, received: Date): "stored" | "repeated";
  /** Events, the newest first. */
  newest(limit: number): StoredEvent[];
  /** The tasks with the newest events, and the newest events of each. */
  newestOfTasks(tasks: number, eventsOfEach: number): TaskEvents[];
  close(): void;
}

interface EventRow extends Omit<StoredEvent, "receivedAt"> {
  received: number;
}

const SELECT_EVENTS = `
  SELECT event_id AS eventId, event_type AS eventType, event_time AS eventTime, app_id AS appId, room_id AS roomId,
    task_id AS taskId, version, event_data AS eventData, received_ms AS received
  FROM events`;

// An event whose values were put into other fields has another id and the same signature: it conflicts as well.
const INSERT_EVENT = `
  INSERT INTO events (event_id, signature, event_type, event_time, event_ms, app_id, room_id, task_id, version,
    event_data, received_ms)
  VALUES (:eventId, :signature, :eventType, :eventTime, :ms, :appId, :roomId, :taskId, :version, :eventData, :received)
  ON CONFLICT DO NOTHING`;

const COUNT_FOR_TASK = `
  INSERT INTO tasks (app_id, room_id, task_id, events, newest_ms) VALUES (:appId, :roomId, :taskId, 1, :ms)
  ON CONFLICT DO UPDATE SET events = events + 1, newest_ms = max(newest_ms, excluded.newest_ms)`;

/**
 * Opens the store in a file, or makes it.
 *
 * @throws Error when better-sqlite3 is missing, or the file can't be one of a store.
 */
export async function openStore(file: string): Promise<EventStore> {
  const database = await openSqlite(file);
  try {
    prepareTables(database, file);
  } catch (error) {
    database.close();
    throw error;
  }
  const insertEvent = database.prepare<object>(INSERT_EVENT);
  const countForTask = database.prepare<object>(COUNT_FOR_TASK);
  const selectNewest = database.prepare<[number], EventRow>(
    `${SELECT_EVENTS} ORDER BY event_ms DESC, sequence DESC LIMIT ?`,
  );
  const selectTasks = database.prepare<[number], EventTask & { events: number }>(`
    SELECT app_id AS appId, room_id AS roomId, task_id AS taskId, events FROM tasks ORDER BY newest_ms DESC LIMIT ?`);
  const selectOfTask = database.prepare<[EventTask & { limit: number }], EventRow>(`${SELECT_EVENTS}
    WHERE app_id = :appId AND room_id = :roomId AND task_id = :taskId ORDER BY event_ms DESC, sequence DESC LIMIT :limit`);

  const add = database.transaction((event: CallbackEvent, received: Date): "stored" | "repeated" => {
    const task = { ...taskOf(event), ms: event.time.getTime() };
    const { eventId, signature, eventType, eventTime, version, eventData } = event;
    const row = { ...task, eventId, signature, eventType, eventTime, version, eventData, received: received.getTime() };
    if (insertEvent.run(row).changes === 0) return "repeated";
    countForTask.run(task);
    return "stored";
  });

  return {
    add: (event, received) => add.immediate(event, received),
    newest: (limit) => selectNewest.all(limit).map(storedEvent),
    newestOfTasks: (tasks, limit) =>
      selectTasks
        .all(tasks)
        .map((task) => ({ ...task, newest: selectOfTask.all({ ...task, limit }).map(storedEvent) })),
    close: () => void database.close(),
  };
}

function storedEvent({ received, ...event }: EventRow): StoredEvent {
  return { ...event, receivedAt: new Date(received).toISOString() };
}
