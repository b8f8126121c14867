import { isOver, type TaskStatus } from "../segment/status";
import { knownAfter, type Reading } from "../segment/task/read";
import { isUnconfirmed } from "../segment/task/state";
import { ago, lasting } from "./ages";
import type { TaskLook } from "./look";
import { type Slices, settingOf } from "./slices";

/** What a look at a task comes to, the gravest first. */
export const VERDICTS = ["failed", "ended", "silent", "notKnown", "ok"] as const;

/**
 * - `failed`: it did not come to run. `ended`: it ran, and slices no more.
 * - `silent`: it runs, and nothing new was seen for a while. That is no fault: whether there is anything to hear is not known.
 * - `notKnown`: it could not be told.
 * - `ok`: nothing speaks against it.
 */
export type TaskVerdict = (typeof VERDICTS)[number];

export interface Judgement {
  verdict: TaskVerdict;
  /** Why, and what to do; empty where nothing is to be said. */
  detail: string;
  status: TaskStatus;
  stopReason: string | undefined;
  startTime: string | undefined;
}

/** All that a task is judged by. */
export interface Evidence {
  look: TaskLook;
  slices: Slices;
  /** When the newest event about it happened; absent where none came, or nobody receives them. */
  lastCallback: Date | undefined;
  /** Milliseconds without anything new after which it is silent. */
  limit: number;
  now: number;
}

/** What is found of a task; nothing of a leftover that is over, as it should be. */
export function judge(evidence: Evidence): Judgement | undefined {
  const { item, seen, problem } = { problem: "", ...evidence.look };
  const known = seen === undefined ? item.state : knownAfter(item.state, seen);
  const { status, stopReason, startTime } = known;
  const found = { status, stopReason, startTime };
  if (seen === undefined) return { ...found, verdict: "notKnown", detail: problem };
  if (isOver(known)) {
    if (item.leftover) return undefined;
    return { ...found, verdict: status === "failed" ? "failed" : "ended", detail: endWords(evidence, seen) };
  }
  return { ...found, ...livingJudgement(evidence, seen, startTime) };
}

type Said = Pick<Judgement, "verdict" | "detail">;

function livingJudgement(evidence: Evidence, seen: Reading, startTime: string | undefined): Said {
  if (seen.kind === "open") {
    const detail = "something runs under its id, and nothing tells whether it is its own; `pulumi up` finds out";
    return { verdict: "notKnown", detail };
  }
  const { look } = evidence;
  if (look.item.leftover) {
    const verdict = seen.kind === "outOfSight" ? "notKnown" : "ok";
    return { verdict, detail: "was replaced or given up; the next `pulumi up` or `pulumi destroy` stops it" };
  }
  const said = signJudgement(evidence, startTime);
  if (seen.kind === "outOfSight") {
    const sight = "the API shows only what started in the last 72 hours";
    if (said.verdict === "ok" && hasNewSign(evidence)) return { verdict: "ok", detail: `${sight}, but slices arrive` };
    return { verdict: "notKnown", detail: said.detail === "" ? sight : `${sight}; ${said.detail}` };
  }
  if (seen.kind === "running" && seen.seen.status !== "running") {
    const words = seen.seen.status === "notStarted" ? "not started yet" : "in a state that is unknown or abnormal";
    return { verdict: "notKnown", detail: `the API calls it ${words}` };
  }
  return said;
}

/** What the signs of life of a task say that runs, or may run. */
function signJudgement(evidence: Evidence, startTime: string | undefined): Said {
  const { look, slices, limit, now } = evidence;
  if (settingOf(look, "handle") === false) return { verdict: "ok", detail: "slices nothing, as handle is false" };
  if (hasNewSign(evidence)) return { verdict: "ok", detail: "" };
  if (slices.kind === "unreadable" && evidence.lastCallback === undefined) {
    return { verdict: "notKnown", detail: slices.detail };
  }
  if (slices.kind === "notAsked" && evidence.lastCallback === undefined) return { verdict: "ok", detail: slices.why };
  if (startTime !== undefined && now - Date.parse(startTime) <= limit) return { verdict: "ok", detail: "" };
  const newest = newestSign(evidence);
  if (slices.kind === "seen" && !slices.sure) {
    const words = newest === undefined ? "none of them is a slice" : `the newest of them is from ${ago(newest, now)}`;
    return { verdict: "notKnown", detail: `more objects begin with its prefix than could be looked at; ${words}` };
  }
  const started = startTime === undefined ? "" : ` ${ago(startTime, now)}`;
  const words =
    newest === undefined ? `no slice since it started${started}` : `nothing new for ${lasting(now - newest.getTime())}`;
  return { verdict: "silent", detail: `${words}; whether the room has audio is not known` };
}

function newestSign({ slices, lastCallback }: Evidence): Date | undefined {
  const newest = slices.kind === "seen" ? slices.newest : undefined;
  if (newest === undefined || lastCallback === undefined) return newest ?? lastCallback;
  return newest > lastCallback ? newest : lastCallback;
}

function hasNewSign(evidence: Evidence): boolean {
  const sign = newestSign(evidence);
  return sign !== undefined && evidence.now - sign.getTime() <= evidence.limit;
}

function endWords({ look: { item }, now }: Evidence, seen: Reading): string {
  const again = "`pulumi up --refresh` starts it again";
  switch (seen.kind) {
    case "gone":
      if (isUnconfirmed(item.state)) return "its start was never confirmed, and nothing runs; `pulumi up` starts it";
      return `the API knows it no more; ${again}`;
    case "taken":
      return `is over; its id has a task of somebody else, started ${ago(seen.seen.startTime ?? "", now)}`;
    case "over": {
      const { status, endTime, stopReason } = seen.seen;
      const reason = stopReason === undefined ? "" : ` (${stopReason})`;
      const when = endTime === undefined ? "" : ` ${ago(endTime, now)}`;
      return `${status === "failed" ? "failed to run" : "ended"}${when}${reason}; ${again}`;
    }
    default:
      return again;
  }
}
