import { asRecord } from "../../inputs/record";
import type { IdentifiedInputs, ResolvedSegment } from "../inputs";
import { publicMeaning } from "../meaning";
import type { Observation, ObservedStorage } from "../observation";
import { resolve } from "../resolve";
import { seenState, type TaskState } from "./state";

/** What a resource remembers of its task: what it was asked to be, and what is known of its run. */
export interface TaskRecord extends ResolvedSegment, TaskState {
  identifier?: string;
}

export function recordOf(inputs: IdentifiedInputs, known: TaskState): TaskRecord {
  const { identifier: given, ...resolved } = resolve(inputs);
  const identifier = given ?? known.identifier;
  return { ...resolved, ...known, ...(identifier === undefined ? {} : { identifier }) };
}

/** What is known of the run that a record is about. */
export function runOf({ taskId, identifier, status, startTime, endTime, stopReason }: TaskRecord): TaskState {
  return {
    taskId,
    status,
    ...(identifier === undefined ? {} : { identifier }),
    ...(startTime === undefined ? {} : { startTime }),
    ...(endTime === undefined ? {} : { endTime }),
    ...(stopReason === undefined ? {} : { stopReason }),
  };
}

/** The record of a task that was seen to run: live values where they mean something else, the old spelling where they don't. */
export function seenRunning<Record extends TaskRecord>(old: Record, seen: Observation): Record {
  const { identifier: _, ...times } = seenState(old.taskId, seen);
  const record = { ...old };
  delete record.startTime;
  delete record.endTime;
  delete record.stopReason;
  Object.assign(record, times);
  const { storageConfig: storage, ...settings } = seen.settings;
  for (const [field, live] of Object.entries(settings) as [keyof typeof settings, unknown][]) {
    if (publicMeaning(field, live) !== publicMeaning(field, old[field])) Object.assign(record, { [field]: live });
  }
  record.storageConfig = liveStorage(old.storageConfig, storage) as ResolvedSegment["storageConfig"];
  return record;
}

/**
 * Where the slices of a task really go: as it was asked to be, unless it was seen to be somewhere else. Credentials are
 * write-only: they stay those that were given, and never come from an answer.
 */
export function liveStorage(given: unknown, seen: ObservedStorage | undefined): unknown {
  if (!seen || publicMeaning("storageConfig", seen) === publicMeaning("storageConfig", given)) return given;
  const { type, credentials } = asRecord(given);
  return seen.type === "custom" && type === "custom" ? { ...seen, credentials } : seen;
}

/** The record of a task that has ended and is kept: its settings no longer matter to the API, only how it ended. */
export function seenEnded<Record extends TaskRecord>(old: Record, seen: Observation): Record {
  const { identifier: _, ...times } = seenState(old.taskId, seen);
  return { ...old, ...times };
}
