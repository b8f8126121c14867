import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { progressLines } from "#segment/group/progress-lines";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

it("says every five seconds how far long work is and how fast it goes", () => {
  const lines: string[] = [];
  const progress = progressLines("SegmentTaskGroup fleet", "started", (line) => lines.push(line));
  for (let done = 1; done <= 60; done++) {
    vi.advanceTimersByTime(200);
    progress(done, 1000);
  }
  expect(lines).toEqual([
    "SegmentTaskGroup fleet: 25/1000 started, 5/s",
    "SegmentTaskGroup fleet: 50/1000 started, 5/s",
  ]);
});

it("says nothing of short work", () => {
  const lines: string[] = [];
  const progress = progressLines("SegmentTaskGroup fleet", "started", (line) => lines.push(line));
  progress(1, 2);
  progress(2, 2);
  expect(lines).toEqual([]);
});
