import { describe, expect, it } from "vitest";
import { UNKNOWN } from "#inputs/unknown";
import { FIELDS, SEGMENT_FIELDS } from "#segment/fields";
import type { IdentifiedInputs, SegmentField } from "#segment/inputs";
import { resolve } from "#segment/resolve";
import { type Diff, diff } from "#segment/task/plan";
import { pathsIn, pathText, replaced } from "#test/support/property-path";
import { custom, FULL, S3, TOS, task } from "#test/support/segment-inputs";

const change = (old: Partial<IdentifiedInputs>, next: Partial<IdentifiedInputs>): Diff =>
  diff(resolve(task(old)), task(next));
const kinds = (outcome: Diff) => (outcome.kind === "replace" ? ["replace", outcome.because] : [outcome.kind]);

/** What the API page says about each argument, written down a second time on purpose. */
const EXPECTED: Record<SegmentField, "update" | "replace" | "setting"> = {
  appId: "replace",
  roomId: "replace",
  businessId: "replace",
  taskId: "replace",
  identifier: "update",
  maxIdleTime: "replace",
  duration: "update",
  handle: "update",
  targetStreams: "replace",
  storageConfig: "replace",
  control: "replace",
  adopt: "setting",
  whenEnded: "setting",
  preflight: "setting",
  triggers: "replace",
};

const OTHER: { [Field in SegmentField]: NonNullable<IdentifiedInputs[Field]> } = {
  appId: "app2",
  roomId: "stage",
  businessId: "game",
  taskId: "task2",
  identifier: "other",
  maxIdleTime: 601,
  duration: 31,
  handle: true,
  targetStreams: [{ userId: "host", streamType: "screen", index: 1 }],
  storageConfig: custom({ region: "us-west-1" }),
  control: { align: true, mixed: true, ignoreSilence: true, redundantDuration: 3001 },
  adopt: false,
  whenEnded: "restart",
  preflight: "bucket",
  triggers: ["a", { b: 2 }],
};

describe("a change", () => {
  it("of every argument has its effect in the table", () => {
    expect(Object.fromEntries(SEGMENT_FIELDS.map((field) => [field, FIELDS[field].change]))).toEqual(EXPECTED);
  });

  it.each(SEGMENT_FIELDS)("of %s alone does what the table says", (field) => {
    const outcome = diff(resolve(FULL), { ...FULL, [field]: OTHER[field] });
    if (EXPECTED[field] === "replace")
      expect(outcome).toMatchObject({ kind: "replace", fields: [field], because: [field] });
    else expect(outcome).toEqual({ kind: "update", fields: [field] });
  });

  it.each<[path: string, next: Partial<IdentifiedInputs>]>([
    ["control.align", { control: { ...FULL.control, align: false } }],
    ["control.mixed", { control: { ...FULL.control, mixed: false } }],
    ["control.ignoreSilence", { control: { ...FULL.control, ignoreSilence: false } }],
    [
      "a stream's user",
      { targetStreams: [{ userId: "x", streamType: "screen", index: 1 }, ...(FULL.targetStreams ?? []).slice(1)] },
    ],
    ["a stream's type", { targetStreams: [{ userId: "host", index: 1 }, ...(FULL.targetStreams ?? []).slice(1)] }],
    [
      "a stream's index",
      { targetStreams: [{ userId: "host", streamType: "screen", index: 7 }, ...(FULL.targetStreams ?? []).slice(1)] },
    ],
    ["the bucket", { storageConfig: { ...FULL.storageConfig, bucket: "b2" } }],
    [
      "a key",
      {
        storageConfig: custom({
          region: "us-west-2",
          credentials: { accessKey: "new", secretKey: "CANARY-SECRET-77b0" },
        }),
      },
    ],
    ["the platform", { storageConfig: TOS }],
  ])("of %s replaces", (_, next) => {
    expect(diff(resolve(FULL), { ...FULL, ...next })).toMatchObject({ kind: "replace" });
  });

  it("of an updatable and a replacing argument replaces because of the latter alone", () => {
    expect(change({}, { duration: 30, roomId: "stage" })).toEqual({
      kind: "replace",
      fields: ["roomId", "duration"],
      because: ["roomId"],
    });
  });

  it("is expected of everything that is not known yet", () => {
    for (const path of pathsIn(FULL)) {
      const [field] = path as [SegmentField];
      const outcome = diff(resolve(FULL), replaced(FULL, path, UNKNOWN));
      expect([pathText(path), ...kinds(outcome)]).toEqual(
        EXPECTED[field] === "replace" ? [pathText(path), "replace", [field]] : [pathText(path), "update"],
      );
    }
  });
});

describe("the same meaning in other words", () => {
  it.each<[what: string, old: Partial<IdentifiedInputs>, next: Partial<IdentifiedInputs>]>([
    ["nothing changed", FULL, FULL],
    ["defaults spelled out", {}, resolve(task())],
    ["defaults left out", resolve(task()), {}],
    [
      "a region as its integer",
      { storageConfig: { ...TOS, region: "cn-shanghai" } },
      { storageConfig: { ...TOS, region: 2 } },
    ],
    ["a region as its word", { storageConfig: { ...TOS, region: 0 } }, { storageConfig: TOS }],
    [
      "an OSS region with the prefix",
      { storageConfig: custom({ vendor: "oss", region: "cn-heyuan" }) },
      { storageConfig: custom({ vendor: "oss", region: "oss-cn-heyuan" }) },
    ],
    [
      "streams in another order",
      { targetStreams: [{ userId: "a" }, { userId: "b", streamType: "screen" }] },
      {
        targetStreams: [
          { userId: "b", streamType: "screen" },
          { userId: "a", streamType: "normal" },
        ],
      },
    ],
    ["no streams", { targetStreams: [] }, {}],
    ["an empty control", { control: {} }, {}],
    [
      "the keys of control in another order",
      { control: { align: true, mixed: true } },
      { control: { mixed: true, align: true } },
    ],
    ["empty triggers", { triggers: [] }, {}],
    ["the keys of a trigger in another order", { triggers: [{ a: 1, b: 2 }] }, { triggers: [{ b: 2, a: 1 }] }],
    ["an empty businessId of the API's", { businessId: "" }, {}],
    ["the identifier left out again", { identifier: "prefix" }, {}],
  ])("is no change: %s", (_, old, next) => {
    expect(change(old, next)).toEqual({ kind: "same" });
  });

  it("is a change when triggers change their order", () => {
    expect(change({ triggers: [1, 2] }, { triggers: [2, 1] })).toMatchObject({
      kind: "replace",
      because: ["triggers"],
    });
  });
});

describe("old and new task", () => {
  const order = (old: Partial<IdentifiedInputs>, next: Partial<IdentifiedInputs>) => {
    const outcome = change(old, next);
    return outcome.kind === "replace" && (outcome.stopFirst ?? "start, then stop");
  };

  it.each<[what: string, old: Partial<IdentifiedInputs>, next: Partial<IdentifiedInputs>, expected: string]>([
    ["the derived task id changes", { maxIdleTime: 5 }, { maxIdleTime: 6, taskId: "task2" }, "start, then stop"],
    ["the task id stays", { maxIdleTime: 5 }, { maxIdleTime: 6 }, "sameTask"],
    ["the task id stays in another room", {}, { roomId: "stage" }, "start, then stop"],
    ["the task id stays in another app", {}, { appId: "app2" }, "start, then stop"],
    [
      "both write one prefix into one bucket",
      { identifier: "p" },
      { identifier: "p", taskId: "task2", control: { mixed: true } },
      "sameFiles",
    ],
    [
      "both write one prefix into one bucket, from two rooms",
      { identifier: "p" },
      { identifier: "p", roomId: "stage" },
      "sameFiles",
    ],
    [
      "the prefix changes too",
      { identifier: "p" },
      { identifier: "q", taskId: "task2", control: { mixed: true } },
      "start, then stop",
    ],
    [
      "the bucket changes too",
      { identifier: "p" },
      { identifier: "p", taskId: "task2", storageConfig: { ...TOS, bucket: "b2" } },
      "start, then stop",
    ],
    [
      "the platform of a bucket of that name changes",
      { identifier: "p" },
      { identifier: "p", taskId: "task2", storageConfig: S3 },
      "start, then stop",
    ],
    [
      "only the spelling of the bucket's region changes",
      { identifier: "p", storageConfig: { ...TOS, region: 0 } },
      { identifier: "p", taskId: "task2", storageConfig: { ...TOS, region: "cn-beijing" } },
      "sameFiles",
    ],
    [
      "the prefix is left blank",
      { identifier: "p" },
      { identifier: "", taskId: "task2", control: { mixed: true } },
      "start, then stop",
    ],
    [
      "the API makes up a prefix for each",
      { identifier: "made-up-by-the-api" },
      { taskId: "task2", control: { mixed: true } },
      "start, then stop",
    ],
  ])("when %s", (_, old, next, expected) => {
    expect(order(old, next)).toBe(expected);
  });

  it("may not overlap on the same task id, even when it is the only thing known", () => {
    const outcome = diff(resolve(FULL), { ...FULL, control: UNKNOWN, storageConfig: UNKNOWN });
    expect(outcome).toMatchObject({ kind: "replace", stopFirst: "sameTask" });
  });
});

describe("a kept task that is over", () => {
  const kept = { ...resolve(task({ whenEnded: "keep" })), status: "ended" as const };

  it("is started again when it is no longer to be kept", () => {
    expect(diff(kept, task())).toMatchObject({
      kind: "replace",
      fields: ["whenEnded"],
      because: ["whenEnded"],
      stopFirst: "sameTask",
    });
    expect(diff({ ...kept, status: "failed" }, task())).toMatchObject({ kind: "replace" });
  });

  it("stays when it is still to be kept, or still runs", () => {
    expect(diff(kept, task({ whenEnded: "keep" }))).toEqual({ kind: "same" });
    expect(diff({ ...kept, status: "running" }, task())).toEqual({ kind: "update", fields: ["whenEnded"] });
  });
});
