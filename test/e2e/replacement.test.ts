import { describe, expect } from "vitest";
import { changes, changingActions, running } from "./support/api-calls";
import { S3, TOS, task, tasks } from "./support/program";
import type { CliResult, PreviewStep } from "./support/stack";
import { test } from "./support/stack-test";

const OTHER_KEYS = { accessKey: "rotated-access-key", secretKey: "rotated-secret-key" };

/** What each resource is at first, and what it is changed to: one change of each kind. Each stays in a room of its own name. */
const CHANGES: Record<string, [before: Record<string, unknown>, after: Record<string, unknown>]> = {
  room: [{}, { roomId: "moved" }],
  idle: [{}, { maxIdleTime: 600 }],
  control: [{}, { control: { mixed: true } }],
  region: [{}, { storageConfig: { ...TOS, region: "cn-beijing" } }],
  vendor: [{ storageConfig: S3 }, { storageConfig: { ...S3, vendor: "oss", region: "cn-hangzhou" } }],
  prefix: [
    { identifier: "old", maxIdleTime: 60 },
    { identifier: "new", maxIdleTime: 61 },
  ],
  "own-id": [{ taskId: "mine" }, { taskId: "mine", maxIdleTime: 600 }],
  "new-own-id": [{ taskId: "mine" }, { taskId: "yours" }],
  "same-files": [{ identifier: "prefix" }, { identifier: "prefix", maxIdleTime: 600 }],
  keys: [{ storageConfig: S3 }, { storageConfig: { ...S3, credentials: OTHER_KEYS } }],
};

const OVERLAPPING = ["idle", "control", "region", "vendor", "prefix", "new-own-id"];

const STOPPED_FIRST = [
  ["own-id", "the task id is the user's own"],
  ["same-files", "identifier and bucket stay, so that both would write the same files"],
  ["keys", "nothing but the credentials changed, so that the derived id stays"],
] as const;

const programOf = (side: 0 | 1) =>
  tasks(Object.fromEntries(Object.entries(CHANGES).map(([name, sides]) => [name, task(name, sides[side])])));

describe("what can't be changed in place", () => {
  let steps: Record<string, PreviewStep>;
  let diff: CliResult;
  let up: CliResult;

  test.beforeAll(async ({ stack, emulator }) => {
    const first = await stack.up(programOf(0));
    expect(first).toMatchObject({ code: 0 });
    await emulator.admin.clearCalls();
    steps = await stack.previewSteps(programOf(1));
    diff = await stack.preview(undefined, "--diff");
    up = await stack.up();
  });

  test.each(Object.keys(CHANGES))("%s: the preview announces a replacement", (name) => {
    expect(steps[name]?.op).toMatch(/replace/);
    expect(steps[name]?.replaceReasons?.length).toBeGreaterThan(0);
  });

  test("the preview shows the properties that differ and no others", () => {
    const shown = Object.fromEntries(
      Object.entries(steps).map(([name, { detailedDiff }]) => [name, Object.keys(detailedDiff ?? {}).sort()]),
    );
    expect(shown).toMatchObject({
      room: ["roomId", "taskId"],
      region: ["storageConfig.region", "taskId"],
      control: ["control", "taskId"],
      "own-id": ["maxIdleTime"],
      "new-own-id": ["taskId"],
      prefix: ["identifier", "maxIdleTime", "taskId"],
    });
    expect(diff.text).toMatch(/~ roomId\s*: "room" => "moved"/);
    expect(diff.text).toMatch(/~ (credentials|secretKey)\s*: \[secret\] => \[secret\]/);
    expect(diff.text).not.toContain("rotated");
  });

  test("all replacements go through", () => {
    expect(up).toMatchObject({ code: 0 });
    expect(up.text).toContain(`${Object.keys(CHANGES).length} replaced`);
  });

  test.for(OVERLAPPING)(
    "%s: the new task starts before the old one stops, so nothing goes unheard",
    async (name, { emulator }) => {
      expect(await changingActions(emulator.admin, name)).toEqual(["StartSegment", "StopSegment"]);
      expect(await running(emulator.admin, name)).toHaveLength(1);
    },
  );

  test("a move to another room starts there before it stops here", async ({ emulator }) => {
    const calls = (await changes(emulator.admin)).filter(({ RoomId }) => RoomId === "room" || RoomId === "moved");
    expect(calls.map(({ action, RoomId }) => [action, RoomId])).toEqual([
      ["StartSegment", "moved"],
      ["StopSegment", "room"],
    ]);
  });

  test.for(STOPPED_FIRST)("%s: the old task stops first, because %s", async ([name], { emulator }) => {
    expect(await changingActions(emulator.admin, name)).toEqual(["StopSegment", "StartSegment"]);
    expect(await running(emulator.admin, name)).toHaveLength(1);
  });

  test("only tasks that stop first keep their id", async ({ emulator }) => {
    const idsOf = async (name: string) =>
      new Set((await changes(emulator.admin, name)).map(({ TaskId }) => TaskId)).size;
    expect(await idsOf("keys")).toBe(1);
    expect(await idsOf("own-id")).toBe(1);
    expect(await idsOf("idle")).toBe(2);
  });

  test("the next up finds nothing to do", async ({ stack, emulator }) => {
    await emulator.admin.clearCalls();
    const result = await stack.up(undefined, "--expect-no-changes");
    expect(result).toMatchObject({ code: 0 });
    expect(await emulator.admin.calls()).toEqual([]);
  });
});
