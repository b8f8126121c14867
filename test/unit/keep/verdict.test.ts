import { expect, test } from "vitest";
import { differencesIn, fingerprint } from "#keep/verdict";
import type { Step } from "#review/input/step";

const TASK = "pulumi-nodejs:dynamic/volcengine-rtc:SegmentTask";
const GROUP = `${TASK}Group`;
const urnOf = (name: string, type = TASK) => `urn:pulumi:prod::rooms::${type}::${name}`;

const storageConfig = { type: "tos", accountId: "1", bucket: "room-audio", region: "cn-shanghai" };
const INPUTS = { appId: "app", roomId: "lobby", taskId: "lobby-0123456789ab", storageConfig };
const ROOMS = { appId: "app", rooms: ["a", "b"], storageConfig };
const room = (more: object) => ({ taskId: "t", identifier: "i", startTime: "2026-01-01T00:00:00Z", ...more });
const TASKS = { a: room({ status: "running" }), b: room({ status: "ended", stopReason: "IdleTimeOut" }) };

function step(
  op: string,
  name: string,
  { type = TASK, before = {}, after = {}, ...more }: Record<string, unknown>,
): Step {
  const urn = urnOf(name, String(type));
  const state = (inputs: unknown, outputs: unknown) => ({ type: String(type), inputs, outputs }) as Step["oldState"];
  return {
    op,
    urn,
    oldState: op === "create" ? null : state(before, more.outputs ?? before),
    newState: state(after, {}),
    ...more,
  } as Step;
}

const judge = (steps: Step[], lost: [string, string][] = []) =>
  differencesIn(steps, { targets: new Set(steps.map(({ urn }) => urn)), lost: new Map(lost) }).map(
    ({ words }) => words,
  );

test("nothing speaks against a start when the checkout is what is deployed", () => {
  expect(judge([step("same", "lobby", { before: INPUTS, after: INPUTS })])).toEqual([]);
});

test("a group whose ended rooms the state knows already is updated by nothing but their start", () => {
  const group = { type: GROUP, before: ROOMS, outputs: { ...ROOMS, tasks: TASKS } };
  expect(judge([step("update", "fleet", { ...group, after: ROOMS })])).toEqual([]);
  const more = { ...ROOMS, rooms: ["a", "b", "c"] };
  expect(judge([step("update", "fleet", { ...group, after: more })])).toEqual(["fleet: start of room c"]);
  expect(judge([step("update", "fleet", { ...group, after: { ...ROOMS, duration: 30 } })])).toEqual(
    ["fleet: restart of room b (duration)", "fleet: update of room a (duration)"].sort().reverse(),
  );
  expect(judge([step("update", "fleet", { ...group, after: { ...ROOMS, maxConcurrency: 3 } })])).toEqual([
    "fleet: update",
  ]);
});

test("a changed setting, other keys and any step of another resource speak against it", () => {
  const longer = { ...INPUTS, duration: 30 };
  expect(judge([step("update", "lobby", { before: INPUTS, after: longer })])).toEqual([
    "lobby: update of room lobby (duration)",
  ]);
  const custom = { ...INPUTS, storageConfig: { type: "custom", vendor: "s3", bucket: "b", credentials: "[secret]" } };
  const detailedDiff = { "storageConfig.credentials.secretKey": { kind: "update-replace" } };
  const keys = step("replace", "lobby", { before: custom, after: custom, detailedDiff });
  expect(judge([keys])).toEqual([
    expect.stringContaining("lobby: replace of room lobby (storageConfig, storageConfig.credentials"),
  ]);
  const other = step("same", "lobby", { before: INPUTS, after: INPUTS });
  const steps = [other, { op: "create", urn: urnOf("queue", "aws:sqs/queue:Queue") } as Step];
  const found = differencesIn(steps, { targets: new Set([other.urn]), lost: new Map() });
  expect(found).toEqual([{ urn: steps[1]?.urn, words: "queue: create" }]);
});

test("what an interrupted start took out of the state is created as it was to be, and not otherwise", () => {
  const was = fingerprint(step("same", "lobby", { before: INPUTS, after: { ...INPUTS, __written: ["duration"] } }));
  const again = step("create", "lobby", { after: { ...INPUTS, taskId: "lobby-ffffffffffff" } });
  expect(judge([again], [[again.urn, was]])).toEqual([]);
  const other = step("create", "lobby", { after: { ...INPUTS, duration: 30 } });
  expect(judge([other], [[other.urn, was]])).toEqual(["lobby: its arguments have changed since it was to be started"]);
  expect(judge([again])).toEqual(["lobby: start of room lobby"]);
});
