import { nameOf } from "../review/changes/rooms";
import { ago, lasting } from "../tasks/ages";
import { visible } from "../visible";
import type { KeepEvent } from "./events";

/** An event as a line for people. */
export function lineOf(event: KeepEvent, now: number): string {
  return `${new Date(now).toISOString()} ${visible(wordsOf(event, now), LONGEST)}`;
}

const LONGEST = 4_000;

function wordsOf(event: KeepEvent, now: number): string {
  switch (event.event) {
    case "ended": {
      const when = event.endTime === null ? "" : ` ${ago(event.endTime, now)}`;
      const why = event.stopReason === null ? "" : ` (${event.stopReason})`;
      return `room ${event.roomId}: ${event.status === "failed" ? "the task failed to run" : "the task ended"}${when}${why}`;
    }
    case "started":
      return `room ${event.roomId}: started again${event.secondsWithout === null ? "" : `, after ${lasting(event.secondsWithout * 1000)} without a run`}`;
    case "notStarted":
      return `${event.roomId === null ? nameOf(event.urn) : `room ${event.roomId}`}: not started: ${event.reason}`;
    case "kept":
      return `room ${event.roomId}: the task ended${event.stopReason === null ? "" : ` (${event.stopReason})`} and is left so, as its whenEnded says`;
    case "waitsForEvent":
      return `room ${event.roomId}: empty, and is started when an event of it arrives`;
    case "pausedUntil":
      return `room ${event.roomId}: the task ended soon after each of ${event.shortRuns} starts; the next is at ${event.until}. \`volcengine-rtc tasks\` shows why it ends`;
    case "differs":
      return `not started, as more would happen: ${event.differences.join("; ")}. Deploy that with \`pulumi up --refresh\`, or bring this checkout to what is deployed`;
    case "wouldStart":
      return `room ${event.roomId}: would be started again`;
    case "locked":
      return `another operation works on the stack; the next round tries again. ${event.by.join("; ")}`;
    case "lockBroken":
      return `a lock that this command left behind was removed: ${event.by}`;
    case "blind":
      return `can't tell whether the tasks run: ${event.reason}.${event.retrySeconds === null ? "" : ` Nothing is touched; the next look is in ${lasting(event.retrySeconds * 1000)}`}`;
    case "sighted":
      return "the tasks can be seen again";
    case "round": {
      const { tasks, running, started, notStarted, seconds } = event;
      return `${running} of ${tasks} tasks run; started again: ${started}; not started: ${notStarted}; ${seconds.toFixed(1)} s`;
    }
  }
}
