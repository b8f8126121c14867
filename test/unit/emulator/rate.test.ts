import { expect } from "vitest";
import { it } from "#test/support/emulator-test";
import { call, KEY, startBody, summary } from "./signed-call";

const REFUSED = "429 FlowLimitExceeded.QPSOverLimit";

it("limits the segment actions as documented, and the callback actions, of which nothing is documented, not at all", async ({
  emulator,
}) => {
  expect((await emulator.admin.settings()).limits).toEqual({
    StartSegment: 60,
    GetSegmentTask: 60,
    UpdateSegment: 150,
    StopSegment: 150,
    CreateCallback: null,
    GetCallback: null,
    UpdateCallback: null,
    DeleteCallback: null,
  });
});

it("refuses what is over the limit within a second, across apps and rooms", async ({ emulator }) => {
  await emulator.admin.changeSettings({ limits: { StartSegment: 3 } });
  const starts = [1, 2, 3, 4].map((n) => startBody({ AppId: `app${n}`, RoomId: `room${n}` }));
  const answers = await Promise.all(starts.map((body) => call(emulator, "StartSegment", { body })));
  expect(answers.map(summary).sort()).toEqual(["200 ok", "200 ok", "200 ok", REFUSED]);
  expect(await emulator.admin.tasks()).toHaveLength(3);
});

it("counts every action for itself", async ({ emulator }) => {
  await emulator.admin.changeSettings({ limits: { StartSegment: 1, GetSegmentTask: 1 } });
  expect(summary(await call(emulator, "StartSegment", { body: startBody() }))).toBe("200 ok");
  expect(summary(await call(emulator, "GetSegmentTask", { query: KEY }))).toBe("200 object");
  expect(summary(await call(emulator, "GetSegmentTask", { query: KEY }))).toBe(REFUSED);
});

it("lets calls through again a second later, although refused calls kept coming", async ({ emulator }) => {
  await emulator.admin.changeSettings({ limits: { StopSegment: 2 } });
  const begin = performance.now();
  let accepted = 0;
  let refused = 0;
  // Ends only because refused calls take no place in the window: they never stop coming.
  while (accepted < 3) {
    const reply = await call(emulator, "StopSegment", { body: KEY });
    if (summary(reply) === REFUSED) refused++;
    else accepted++;
  }
  expect(performance.now() - begin).toBeGreaterThanOrEqual(1000);
  expect(refused).toBeGreaterThan(0);
});

it("does not count calls the gateway refused", async ({ emulator }) => {
  await emulator.admin.changeSettings({ limits: { StopSegment: 1 } });
  await call(emulator, "StopSegment", { body: KEY, secretKey: "wrong" });
  expect(summary(await call(emulator, "StopSegment", { body: KEY }))).not.toBe(REFUSED);
  expect(summary(await call(emulator, "StopSegment", { body: KEY }))).toBe(REFUSED);
});

it("has no limit when limits are off", async ({ emulator }) => {
  await emulator.admin.changeSettings({ limits: false });
  const answers = await Promise.all(
    Array.from({ length: 200 }, () => call(emulator, "GetSegmentTask", { query: KEY })),
  );
  expect(answers.map(summary)).not.toContain(REFUSED);
});

it("reports peaks and refusals", async ({ emulator }) => {
  await emulator.admin.changeSettings({ limits: { StartSegment: 2 }, latencyMs: 50 });
  const bodies = ["a", "b", "c"].map((TaskId) => startBody({ TaskId }));
  await Promise.all(bodies.map((body) => call(emulator, "StartSegment", { body })));
  const stats = await emulator.admin.stats();
  expect(stats.actions.StartSegment).toEqual({
    calls: 3,
    applied: 2,
    errors: 1,
    refusedByLimit: 1,
    peakPerSecond: 3,
  });
  expect(stats.maxConcurrent).toBe(3);
  expect(stats.runningTasks).toBe(2);
});

it("answers only after the latency", async ({ emulator }) => {
  await emulator.admin.changeSettings({ latencyMs: 120 });
  const begin = performance.now();
  await call(emulator, "StopSegment", { body: KEY });
  expect(performance.now() - begin).toBeGreaterThan(115);
});
