import { expect } from "vitest";
import { RtcClient } from "#rtc-api/client";
import { SegmentClient } from "#segment/api/client";
import { startBody, taskKey } from "#segment/request";
import { it } from "../support/emulator-test";
import { emulatorSettings } from "../support/rtc-settings";
import { task } from "../support/segment-inputs";

it("calls of many tasks at once stay below the account's limits, and are not slow for it", async ({ emulator }) => {
  // Two clients of one account, as two kinds of resources in one process would have.
  const clients = [1, 2].map(() => new SegmentClient(new RtcClient(() => emulatorSettings(emulator))));
  const tasks = Array.from({ length: 130 }, (_, n) => task({ taskId: `task${n}` }));
  const operation = clients[0]?.operation();
  const begin = performance.now();
  const outcomes = await Promise.all(
    tasks.map(async (inputs, n) => {
      const client = clients[n % 2];
      return client && operation ? client.start(startBody(inputs), operation) : undefined;
    }),
  );
  const seconds = (performance.now() - begin) / 1000;
  expect(new Set(outcomes)).toEqual(new Set(["started"]));
  const { StartSegment } = (await emulator.admin.stats()).actions;
  expect(StartSegment.applied).toBe(130);
  // None on a quiet machine. On one that stalls, calls that left evenly arrive bunched, and a few have to come again.
  expect(StartSegment.refusedByLimit).toBeLessThanOrEqual(5);
  // 130 calls at 58.2 a second are 2.2 s.
  expect(seconds).toBeGreaterThan(2);
  // Generous, for machines that have other things to do.
  expect(seconds).toBeLessThan(15);
});

it("the limit of one action does not hold up another", async ({ emulator }) => {
  const client = new SegmentClient(new RtcClient(() => emulatorSettings(emulator)));
  const operation = client.operation();
  const reads = Array.from({ length: 60 }, () => client.get(taskKey(task()), operation));
  const begin = performance.now();
  await client.stop(taskKey(task()), operation);
  expect(performance.now() - begin).toBeLessThan(500);
  await Promise.all(reads);
});

it("calls whose turn does not come before their operation is over are not sent, and say what kept them", async ({
  emulator,
}) => {
  const client = new SegmentClient(new RtcClient(() => emulatorSettings(emulator)));
  const operation = client.operation({ timeout: 0.5 });
  const begin = performance.now();
  const outcomes = await Promise.allSettled(
    Array.from({ length: 1_000 }, (_, n) => client.start(startBody(task({ taskId: `task${n}` })), operation)),
  );
  // All of them would take 17 s.
  expect(performance.now() - begin).toBeLessThan(6_000);
  const { StartSegment } = (await emulator.admin.stats()).actions;
  const late = outcomes.filter((outcome) => outcome.status === "rejected");
  expect(StartSegment.applied + late.length).toBe(1_000);
  expect(StartSegment.applied).toBeGreaterThan(5);
  expect(late.length).toBeGreaterThan(800);
  const error = late.at(-1)?.reason;
  expect(error).toMatchObject({ failure: { side: "limit", waited: expect.any(Number) }, applied: "no" });
  expect(String(error)).toMatch(
    /StartSegment: not sent, as the account's limit of 60 calls a second kept it waiting for 0\.\d s, .*--parallel.*volcengine:operationTimeout/,
  );
});
