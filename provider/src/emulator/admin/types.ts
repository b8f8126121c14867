import type { CallbackSettings } from "../callback/settings";
import type { Fault as GatewayFault, FaultSpec as GatewayFaultSpec } from "../gateway/faults";
import type { GatewaySettings } from "../gateway/settings";
import type { ActionStats } from "../gateway/statistics";
import type { SegmentSettings } from "../segment/settings";
import type { SegmentTask, StopReason, TaskKey } from "../segment/wire";
import type { Action } from "./actions";

export type { Callback as AdminCallback } from "../callback/callbacks";
export type { Delivery } from "../callback/deliveries";
export type { LoggedCall } from "../gateway/call-log";
export type { FaultCalls, FaultKind, FaultMoment } from "../gateway/faults";
export type { ActionStats, StopReason };

/** Calls per second and account for each action; `null` means unlimited. */
export type Limits = Record<Action, number | null>;

/** How the emulator behaves where the documentation leaves it open, and how fast it is. */
export interface Settings extends GatewaySettings, SegmentSettings, CallbackSettings {
  /**
   * Defaults to the documented limits: StartSegment and GetSegmentTask 60, UpdateSegment and StopSegment 150. None is
   * documented for the callback actions.
   */
  limits: Limits;
}

/**
 * Settings to change; what is left out stays. `staleReads` and `slowStops` count for the changes made from now
 * on; what is late already gets no later, and with a lower number it comes earlier: 0 brings out the truth at once.
 */
export interface SettingsChange extends Partial<Omit<Settings, "limits">> {
  /** `false` lifts all limits, `null` for an action lifts that one. */
  limits?: Partial<Limits> | false;
}

/** A fault to add. */
export interface FaultSpec extends GatewayFaultSpec {
  /** Absent: all actions. */
  action?: Action;
}

/** A fault that was added, and what it has done so far. */
export interface Fault extends GatewayFault {
  /** Absent: all actions. */
  action?: Action;
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
