import { randomUUID } from "node:crypto";
import type { StartRequest } from "./validation";
import type { Control, SegmentTask, StopReason, StorageConfig, Stream, TaskKey } from "./wire";

export interface Start {
  number: number;
  requestId: string;
  at: number;
  fails: boolean;
}

/** A task from a StartSegment to its end. Started again under the same ids, the task has another run. */
export interface Run {
  /** Counts from 1 over the runs of all tasks since the last reset. */
  readonly number: number;
  readonly key: TaskKey;
  /** The request id of its StartSegment. */
  readonly startedBy: string;
  readonly businessId: string | undefined;
  readonly startTime: number;
  readonly maxIdleTime: number;
  readonly streams: readonly Stream[];
  readonly storage: StorageConfig;
  readonly control: Control;
  identifier: string;
  handle: boolean;
  duration: number;
  /** Since when slices have been cut as they are now. */
  cutSince: number;
  /** Until when slices have been told of. */
  cutUntil: number;
  /** Since when no subscribed stream is published; undefined while one is. */
  idleSince: number | undefined;
  /** The StopSegment that was answered with ok. The run goes on for so many calls. */
  stop: { readonly requestId: string; callsLeft: number } | undefined;
  ended: { at: number; reason: StopReason } | undefined;
}

export function newRun({ identifier = randomUUID(), ...request }: StartRequest, start: Start): Run {
  const { number, requestId, at, fails } = start;
  return {
    ...request,
    number,
    startedBy: requestId,
    startTime: at,
    identifier,
    cutSince: at,
    cutUntil: at,
    idleSince: undefined,
    stop: undefined,
    ended: fails ? { at, reason: "StartTaskFailed" } : undefined,
  };
}

export function toWire(run: Run): SegmentTask {
  return {
    StartTime: run.startTime,
    EndTime: run.ended?.at ?? 0,
    Status: run.ended === undefined ? 2 : run.ended.reason === "StartTaskFailed" ? 4 : 3,
    StopReason: run.ended?.reason ?? "",
    MaxIdleTime: run.maxIdleTime,
    TargetStreams: { StreamList: [...run.streams] },
    Identifier: run.identifier,
    Handle: run.handle,
    Duration: run.duration,
    StorageConfig: run.storage,
    Control: run.control,
  };
}
