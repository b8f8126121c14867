import type { Action } from "./actions";
import type { SegmentTask, StopReason, TaskKey } from "./wire";

export type { StopReason };

/** Calls per second and account for each action; `null` means unlimited. */
export type Limits = Record<Action, number | null>;

/** How the emulator behaves where the documentation leaves it open, and how fast it is. */
export interface Settings {
  /**
   * What StartSegment answers while the task already runs: a success whose Result says so ("result",
   * the documented behaviour and the default), or InvalidParameter.TaskAlreadyExists ("error").
   */
  duplicateStart: "result" | "error";
  /** Defaults to the documented limits: StartSegment and GetSegmentTask 60, the others 150. */
  limits: Limits;
  /** Milliseconds between a call taking effect and its answer. Default 0. */
  latencyMs: number;
  /** Whether GetSegmentTask masks third-party storage keys. Default false: keys come back as stored. */
  maskCredentials: boolean;
  /**
   * How many GetSegmentTask calls for a task answer as if the last change of it by StartSegment, UpdateSegment or
   * StopSegment had not happened yet: after a first start the task is not found, after a start anew its previous run
   * shows, after an update the old settings, after a stop a running task. A later change starts the count anew, with
   * what was true just before it. Only GetSegmentTask answers so: the other actions and the admin routes tell the truth.
   * An end without a call, such as an idle timeout, is no change in this sense; a stale answer hides it all the same.
   * Default 0.
   */
  staleReads: number;
  /**
   * For how many further calls a task runs on after StopSegment answered ok, whatever their action: GetSegmentTask shows
   * it running, StartSegment says that it runs already, UpdateSegment works, another StopSegment answers ok. With the
   * last of them it ends, with StopReason StopByAPI. With `staleReads` the change that a stop makes is this end and not
   * the answer of StopSegment, so the stale answers come after it: a task that is stopped shows as running for
   * `slowStops` calls and then for `staleReads` calls of GetSegmentTask. Default 0: StopSegment ends the task itself.
   */
  slowStops: number;
}

/**
 * Settings to change; what is left out stays. `staleReads` and `slowStops` count for the changes made from now
 * on; what is late already gets no later, and with a lower number it comes earlier: 0 brings out the truth at once.
 */
export interface SettingsChange extends Partial<Omit<Settings, "limits">> {
  /** `false` lifts all limits, `null` for an action lifts that one. */
  limits?: Partial<Limits> | false;
}

/** Which of the matching calls a fault hits. "every-second" means the 2nd, 4th, 6th, … */
export type FaultCalls = "first" | "every-second" | "always" | { times: number };

/** "before": the call has no effect. "after": it takes effect, and only the answer is spoilt. */
export type FaultMoment = "before" | "after";

/** What goes wrong with a call that a fault hits. */
export type FaultKind =
  /** The connection is closed before the request is read. */
  | { type: "refuse" }
  /** The connection is closed once the request has been read. */
  | { type: "reset"; when: FaultMoment }
  /** No answer ever comes; the connection is closed by a reset or the end of the emulator. */
  | { type: "hang"; when: FaultMoment }
  /** The call takes effect at once, the answer comes this much later. */
  | { type: "delay"; milliseconds: number }
  /** A bare HTTP status, as a proxy would answer. `when` defaults to "before". */
  | { type: "status"; status: number; when?: FaultMoment; body?: string; contentType?: string }
  /** An error in the API's own envelope; the call has no effect. */
  | { type: "error"; status: number; code: string; codeN?: number; message?: string }
  /** The first half of the answer, as a complete HTTP 200. `when` defaults to "after". */
  | { type: "truncate"; when?: FaultMoment }
  /** HTTP 200 without a body, after the call took effect. */
  | { type: "empty" }
  /** The right answer under another content type. */
  | { type: "content-type"; contentType: string }
  /** StartSegment answers ok, but the task has Status 4 and StopReason StartTaskFailed. */
  | { type: "start-fails" };

/** A fault to add. */
export interface FaultSpec {
  /** Absent: all actions. */
  action?: Action;
  /** Which of the matching calls are hit. */
  calls: FaultCalls;
  /** What goes wrong. */
  kind: FaultKind;
}

/** A fault that was added, and what it has done so far. */
export interface Fault extends FaultSpec {
  /** By which it can be waited for and removed. */
  id: string;
  /** How many matching calls came by. */
  seen: number;
  /** How many of them were hit. */
  fired: number;
}

/** A call of the API, as it took effect. */
export interface LoggedCall extends Partial<TaskKey> {
  /** Counts from 1 in the order the calls took effect. */
  seq: number;
  /** Real time, ISO 8601. */
  at: string;
  /** As asked for; not necessarily an action that exists. */
  action: string;
  /** The JSON body as received, storage keys masked. Absent for GET and for bodies that are not JSON. */
  body?: unknown;
  /** The query of a GET as received. */
  query?: Record<string, string>;
  /** Absent when no answer was sent. */
  httpStatus?: number;
  /** A string Result as answered; "SegmentTask" for GetSegmentTask. */
  result?: string;
  /** The error code as answered. */
  error?: string;
  /** The request id of the answer. */
  requestId: string;
  /** Whether a task was created or changed. */
  applied: boolean;
  /** The `run` of the AdminRun that the call started, changed or stopped; absent when it did none of these. */
  run?: number;
  /** The type of the fault that hit the call. */
  fault?: FaultKind["type"];
  /** The id of that fault. */
  faultId?: string;
}

/** One run of a task, from its StartSegment to its end, as it truly is; third-party storage keys are masked. */
export interface AdminRun extends TaskKey, SegmentTask {
  /** Counts from 1 over the runs of all tasks since the last reset. */
  run: number;
  /** The request id of the StartSegment that started it. */
  startedBy: string;
  /** The request id of the first StopSegment that was answered with ok. With `slowStops` the run may go on for a while. */
  stoppedBy?: string;
  /** Since when no subscribed stream is published, in Unix milliseconds of the virtual clock. */
  idleSince?: number;
}

/** A task as its newest run. */
export type AdminTask = AdminRun;

/** A stream of a user in a room. */
export interface StreamRef {
  /** The id of the RTC application. */
  appId: string;
  /** The room it is published in. */
  roomId: string;
  /** The user who publishes it. */
  userId: string;
  /** 0 normal audio/video stream (default), 1 screen stream. */
  streamType?: number;
}

/** What tells one task from all others. */
export interface TaskRef {
  /** The id of the RTC application. */
  appId: string;
  /** The room whose audio is sliced. */
  roomId: string;
  /** The id of the task, unique in its room. */
  taskId: string;
}

/** What the virtual clock shows. */
export interface ClockReading {
  /** Unix milliseconds of the virtual clock. */
  now: number;
  /** How far it is ahead of real time. */
  offsetSeconds: number;
  /** Whether it stands still until it is advanced. */
  frozen: boolean;
}

/** What to do to the virtual clock; what is left out stays. */
export interface ClockChange {
  /** Seconds to move it on. 0 or more. */
  advanceSeconds?: number;
  /** true stops the clock (it can still be advanced), false lets it run on. */
  frozen?: boolean;
}

/** How often an action was called since the last reset. */
export interface ActionStats {
  /** Calls that arrived. */
  calls: number;
  /** Calls that created or changed a task. */
  applied: number;
  /** Calls answered with an error envelope. */
  errors: number;
  /** Calls refused because there were too many in a second. */
  refusedByLimit: number;
  /** The most calls that arrived within any one second. */
  peakPerSecond: number;
}

/** Figures since the last reset. */
export interface Stats {
  /** Figures of each action. */
  actions: Record<Action, ActionStats>;
  /** The most calls under way at the same time. */
  maxConcurrent: number;
  /** How many tasks run now. */
  runningTasks: number;
}

/** Which calls to wait for. */
export interface WaitCondition {
  /** Absent: any action. */
  action?: Action;
  /** Default 1. */
  count?: number;
  /** Only calls hit by this fault: its id, or its type. */
  fault?: string;
  /** Default 30. */
  timeoutSeconds?: number;
}
