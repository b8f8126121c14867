import { describe, expect, it } from "vitest";
import type { Observation } from "#segment/observation";
import type { Reading } from "#segment/task/read";
import type { StackTask } from "#stack/stack-tasks";
import { exitCodeOf, type TaskReport } from "#tasks/report";
import { tableOf } from "#tasks/table";
import { type Evidence, judge, type TaskVerdict } from "#tasks/verdict";
import { SHORTEST } from "../../support/segment-inputs";

const NOW = Date.parse("2026-11-28T12:00:00Z");
const secondsAgo = (seconds: number) => new Date(NOW - seconds * 1000);
const STARTED = secondsAgo(3600).toISOString();

const item: StackTask = {
  urn: "urn:pulumi:test::rooms::type::lobby",
  owner: { kind: "task", project: "rooms", stack: "test", name: "lobby" },
  task: { appId: "app1", roomId: "lobby", taskId: "task1" },
  state: { taskId: "task1", status: "running", startTime: STARTED },
  settings: { ...SHORTEST },
  secrets: [],
  leftover: false,
};
const seen: Observation = { status: "running", startTime: STARTED, settings: {} };
const running: Reading = { kind: "running", seen };
const leftover = { ...item, leftover: true };

function judged(reading: Reading | string, more: Partial<Evidence> = {}, task = item) {
  const look = typeof reading === "string" ? { item: task, problem: reading } : { item: task, seen: reading };
  const evidence: Evidence = {
    look,
    slices: { kind: "seen", newest: secondsAgo(12), sure: true },
    lastCallback: undefined,
    limit: 60_000,
    now: NOW,
    ...more,
  };
  return judge(evidence);
}

const NONE = { kind: "seen", newest: undefined, sure: true } as const;
const OLD = { kind: "seen", newest: secondsAgo(300), sure: true } as const;
const UNREADABLE = { kind: "unreadable", detail: "the key may not look" } as const;
const over = (change: Partial<Observation>): Reading => ({ kind: "over", seen: { ...seen, ...change } });

describe("a task", () => {
  it.each<[what: string, found: ReturnType<typeof judged>, verdict: TaskVerdict | undefined, detail: RegExp]>([
    ["whose slices arrive", judged(running), "ok", /^$/],
    ["whose callbacks arrive", judged(running, { slices: UNREADABLE, lastCallback: secondsAgo(30) }), "ok", /^$/],
    ["that started just now", judged(running, { slices: NONE, limit: 3_700_000 }), "ok", /^$/],
    ["that only waits", judged({ kind: "running", seen: { ...seen, settings: { handle: false } } }), "ok", /handle/],
    ["nobody asked the storage of", judged(running, { slices: { kind: "notAsked", why: "why" } }), "ok", /^why$/],
    [
      "without a slice",
      judged(running, { slices: NONE }),
      "silent",
      /^no slice since it started 60 min ago; whether the room has audio is not known$/,
    ],
    ["of which nothing new came", judged(running, { slices: OLD }), "silent", /^nothing new for 5 min;/],
    [
      "whose callbacks alone are known, and old",
      judged(running, { slices: UNREADABLE, lastCallback: secondsAgo(600) }),
      "silent",
      /^nothing new for 10 min;/,
    ],
    ["whose storage can't be read", judged(running, { slices: UNREADABLE }), "notKnown", /^the key may not look$/],
    [
      "with more slices than can be looked at, of which none is new",
      judged(running, { slices: { ...OLD, sure: false } }),
      "notKnown",
      /more objects begin with its prefix than could be looked at; the newest of them is from 5 min ago/,
    ],
    ["that could not be looked at", judged("no network"), "notKnown", /^no network$/],
    [
      "that the API calls abnormal",
      judged({ kind: "running", seen: { ...seen, status: "unknown" } }),
      "notKnown",
      /abnormal/,
    ],
    ["that may be somebody else's", judged({ kind: "open", seen }), "notKnown", /nothing tells whether it is its own/],
    [
      "that ended",
      judged(over({ status: "ended", stopReason: "IdleTimeOut", endTime: secondsAgo(90).toISOString() })),
      "ended",
      /^ended 90 s ago \(IdleTimeOut\); .*--refresh/,
    ],
    [
      "that failed",
      judged(over({ status: "failed", stopReason: "StartTaskFailed" })),
      "failed",
      /^failed to run \(StartTaskFailed\)/,
    ],
    ["the API knows no more", judged({ kind: "gone" }), "ended", /knows it no more/],
    [
      "never confirmed",
      judged({ kind: "gone" }, {}, { ...item, state: { taskId: "task1", status: "unknown" } }),
      "ended",
      /never confirmed/,
    ],
    ["whose id another has", judged({ kind: "taken", seen }), "ended", /a task of somebody else, started 60 min ago/],
    ["too old for the API, with slices", judged({ kind: "outOfSight" }), "ok", /72 hours, but slices arrive/],
    [
      "too old for the API, without",
      judged({ kind: "outOfSight" }, { slices: OLD }),
      "notKnown",
      /72 hours; nothing new for 5 min/,
    ],
    [
      "too old for the API, and known to have ended",
      judged({ kind: "outOfSight" }, {}, { ...item, state: { ...item.state, status: "ended" } }),
      "ended",
      /--refresh/,
    ],
    ["that was replaced, and runs", judged(running, { slices: NONE }, leftover), "ok", /was replaced or given up/],
    ["that was replaced, and is over", judged({ kind: "gone" }, {}, leftover), undefined, /^$/],
  ])("%s", (_, found, verdict, detail) => {
    expect(found?.verdict).toBe(verdict);
    expect(found?.detail ?? "").toMatch(detail);
  });

  it("keeps the status that the state had where the API does not tell, and never takes 72 hours for an end", () => {
    expect(judged({ kind: "outOfSight" }, { slices: NONE })).toMatchObject({ status: "unknown", startTime: STARTED });
    expect(judged({ kind: "gone" })).toMatchObject({ status: "ended" });
  });
});

describe("the reports", () => {
  const report = (verdict: TaskVerdict, more: Partial<TaskReport> = {}): TaskReport => ({
    urn: item.urn,
    id: "app1/lobby/task1",
    status: "running",
    stopReason: null,
    startTime: STARTED,
    place: "tos cn-beijing/room-audio",
    newestSlice: null,
    lastCallback: null,
    verdict,
    detail: "",
    ...more,
  });

  it.each<[code: number, verdicts: TaskVerdict[]]>([
    [0, []],
    [0, ["ok"]],
    [1, ["ok", "notKnown"]],
    [2, ["notKnown", "silent", "ok"]],
    [2, ["ended"]],
    [2, ["failed"]],
  ])("end with the code %i for %j", (code, verdicts) => {
    expect(exitCodeOf(verdicts.map((verdict) => report(verdict)))).toBe(code);
  });

  it("stand in a table, in words, with what can't be seen spelt out", () => {
    const newestSlice = secondsAgo(400).toISOString();
    const reports = [
      report("silent", { newestSlice, detail: "nothing\u001b[2J new" }),
      report("ok", { id: "app1/a-longer-room/t", lastCallback: secondsAgo(5).toISOString() }),
    ];
    expect(tableOf(reports, NOW)).toBe(
      [
        "VERDICT  ROOM           TASK   STATUS   AGE     SLICE      CALLBACK  PLACE",
        "silent   lobby          task1  running  60 min  6 min ago  -         tos cn-beijing/room-audio",
        "    nothing\\u{1b}[2J new",
        "ok       a-longer-room  t      running  60 min  -          5 s ago   tos cn-beijing/room-audio",
        "2 tasks: 1 silent, 1 ok",
        "",
      ].join("\n"),
    );
    expect(tableOf([], NOW)).toBe("There is no segment task.\n");
  });
});
