import { afterAll, beforeEach, expect, test } from "vitest";
import type { LiveAccount } from "#test/live/account";
import { GROUPS } from "#test/live/checks";
import { values } from "#test/live/checks/values";
import { maskOf } from "#test/live/mask";
import { exitCodeOf, reportOf } from "#test/live/report";
import { run } from "#test/live/run";
import { emulatorOfFile } from "#test/support/emulator-test";
import { emulatorSettings } from "#test/support/rtc-settings";
import { lieFor } from "./lies";
import { LyingProxy } from "./lying-proxy";

const emulator = await emulatorOfFile({ limits: false });
const proxy = await LyingProxy.start(emulator.url);
afterAll(() => proxy.close());
beforeEach(() => {
  proxy.lie = () => {};
});

/** Waiting moves the emulator's clock. */
const pace = {
  beforeCalls: 0,
  wait: async (milliseconds: number) => {
    if (milliseconds > 0) await emulator.admin.advance(milliseconds / 1000);
  },
};
const account = (): LiveAccount => ({
  settings: emulatorSettings(emulator, { endpoint: proxy.url }),
  appId: "661e2f8a9c1d4b0012a543cf",
  tos: { AccountId: "2100000990", Bucket: "room-audio" },
});
const running = async () => (await emulator.admin.tasks()).filter(({ EndTime }) => EndTime === 0);

test("the emulator keeps every assumption, no task is left, and the report tells no secret", async () => {
  const custom = {
    Vendor: 1,
    Region: 0,
    Bucket: "CANARY-BUCKET",
    AccessKey: "CANARY-THIRD-KEY",
    SecretKey: "CANARY-THIRD-SECRET",
  };
  const whole = { ...account(), custom };
  const { rows, left } = await run(whole, GROUPS, pace, new AbortController().signal);
  expect(rows.filter(({ verdict }) => verdict.kind !== "same")).toEqual([]);
  expect(rows.length).toBe(GROUPS.flatMap(({ checks }) => checks).length);
  expect(exitCodeOf(rows, left)).toBe(0);
  expect(await running()).toEqual([]);
  const report = await reportOf(rows, maskOf(whole));
  expect(report.trim().split("\n")).toHaveLength(rows.length + 2);
  for (const secret of ["CANARY", whole.appId, whole.tos.AccountId, whole.tos.Bucket, whole.settings.secretKey]) {
    expect(report).not.toContain(secret);
  }
});

const CHECKS = GROUPS.flatMap((group) => group.checks.map(({ name }) => ({ name, group })));

test.each(CHECKS)("the check $name is seen to fail when the service lies in its point", async ({ name, group }) => {
  const lie = lieFor(name, group === values);
  if (lie === undefined) throw new Error(`The check ${name} has no lie that it must see through.`);
  proxy.lie = lie;
  const { rows, left } = await run(account(), [group], pace, new AbortController().signal);
  expect(rows.find((row) => row.name === name)?.verdict.kind).toBe("different");
  expect(exitCodeOf(rows, left)).toBe(2);
  expect(await running()).toEqual([]);
});

test("a run that is cancelled stops the tasks it started", async () => {
  const end = new AbortController();
  proxy.lie = ({ action, nth, taskId }) => {
    if (action === "GetSegmentTask" && taskId.endsWith("-given") && nth === 1) end.abort(new Error("cancelled"));
  };
  await expect(run(account(), GROUPS, pace, end.signal)).rejects.toThrow("cancelled");
  expect(await emulator.admin.tasks()).toHaveLength(3);
  expect(await running()).toEqual([]);
});

test("where nothing can be started, the reason is told instead of differences", async () => {
  const kind = { type: "error", status: 400, code: "AccessDenied.ServiceNotEnabled" } as const;
  await emulator.admin.addFault({ action: "StartSegment", calls: "always", kind });
  await expect(run(account(), GROUPS, pace, new AbortController().signal)).rejects.toThrow("Switch on audio segment");
});
