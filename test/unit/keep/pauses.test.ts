import { expect, test } from "vitest";
import { Pauses } from "#keep/pauses";
import type { TaskState } from "#segment/task/state";

const MINUTE = 60_000;
const begin = Date.parse("2026-01-01T00:00:00Z");

/** A run that ended by itself. */
function run(start: number, lasted: number, stopReason = "UserDisconnect"): TaskState {
  const [startTime, endTime] = [start, start + lasted].map((time) => new Date(time).toISOString());
  return { taskId: "t", status: "ended", startTime, endTime, stopReason } as TaskState;
}

test("a task that ends soon after each start is started ever later, up to an hour, however often it is looked at", () => {
  const pauses = new Pauses();
  const waited: number[] = [];
  let now = begin;
  for (let n = 0; n < 10; n += 1) {
    const ended = run(now, 1_000);
    now += 1_000;
    const pause = pauses.ofEnded("task", ended, now);
    const until = pause?.until ?? now;
    expect(pauses.ofEnded("task", ended, now)).toEqual(pause);
    expect(pauses.ofEnded("task", ended, until)).toBeUndefined();
    waited.push((until - now) / MINUTE);
    now = until;
  }
  expect(waited).toEqual([0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
});

test("what ran for ten minutes, or ended because its room was empty, is started at once", () => {
  const pauses = new Pauses();
  const short = (start: number) => pauses.ofEnded("task", run(start, 1_000), start + 1_000);
  short(begin);
  expect(short(begin + MINUTE)).toMatchObject({ short: 2 });
  expect(pauses.ofEnded("task", run(begin + 2 * MINUTE, 10 * MINUTE), begin + 12 * MINUTE)).toBeUndefined();
  expect(short(begin + 20 * MINUTE)).toBeUndefined();
  expect(short(begin + 21 * MINUTE)).toMatchObject({ short: 2 });
  const idle = run(begin + 30 * MINUTE, MINUTE, "IdleTimeOut");
  expect(pauses.ofEnded("task", idle, begin + 31 * MINUTE)).toBeUndefined();
});

test("a start that failed counts, also for the next process", () => {
  const pauses = new Pauses();
  const ended = run(begin, 60 * MINUTE);
  const now = begin + 61 * MINUTE;
  expect(pauses.ofEnded("task", ended, now)).toBeUndefined();
  pauses.notStarted("task", ended, now);
  pauses.notStarted("task", ended, now);

  const next = new Pauses(pauses.table);

  expect(next.ofEnded("task", ended, now)).toMatchObject({ short: 2, until: now + MINUTE });
  expect(next.ofEnded("another", ended, now)).toBeUndefined();
});
