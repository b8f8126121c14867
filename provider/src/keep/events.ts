import type { TaskStatus } from "../segment/status";

/** A task as every event about it names it. */
export interface EventTask {
  /** Of its resource. */
  urn: string;
  /** `<appId>/<roomId>/<taskId>` as the state had it; null where an interrupted start took the task out of the state. */
  id: string | null;
  roomId: string | null;
}

/**
 * What a keeper tells, each as it happens. Times are ISO 8601, and null where nobody knows.
 *
 * - `ended`: a task was found to run no more.
 * - `started`: it runs again. `secondsWithout` is how long nothing ran.
 * - `notStarted`: it still doesn't run.
 * - `kept`: it has ended, and is left so by its `whenEnded`.
 * - `waitsForEvent`: it ended because its room was empty, and is started when something happens there.
 * - `pausedUntil`: it ended soon after each of its last starts, and is started later.
 * - `differs`: more than a start would happen to these resources, so nothing was done to them.
 * - `wouldStart`: what `--dry-run` left out.
 * - `locked`: another operation works on the stack.
 * - `lockBroken`: a lock of this command's own was left by a process that is gone.
 * - `blind`: it could not be told whether the tasks run. `retrySeconds` is when it is tried again, if it is.
 * - `sighted`: it can be told again.
 * - `round`: the end of a round that was asked for alone.
 */
export type KeepEvent =
  | ({ event: "ended"; status: TaskStatus; stopReason: string | null; endTime: string | null } & EventTask)
  | ({ event: "started"; startTime: string | null; secondsWithout: number | null } & EventTask)
  | ({ event: "notStarted"; reason: string } & EventTask)
  | ({ event: "kept"; stopReason: string | null; endTime: string | null } & EventTask)
  | ({ event: "waitsForEvent" } & EventTask)
  | ({ event: "pausedUntil"; until: string; shortRuns: number } & EventTask)
  | { event: "differs"; urns: string[]; differences: string[] }
  | ({ event: "wouldStart" } & EventTask)
  | { event: "locked"; by: string[] }
  | { event: "lockBroken"; by: string }
  | { event: "blind"; reason: string; retrySeconds: number | null }
  | { event: "sighted" }
  | { event: "round"; tasks: number; running: number; started: number; notStarted: number; seconds: number };
