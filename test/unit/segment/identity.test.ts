import { describe, expect, it } from "vitest";
import { UNKNOWN } from "#inputs/unknown";
import { deriveTaskId, isDerivable, parseResourceId, resourceId } from "#segment/identity";
import type { SegmentInputs } from "#segment/inputs";
import { resolve } from "#segment/resolve";
import { custom, FULL, S3, SHORTEST, TOS, task } from "#test/support/segment-inputs";

const OWNER = { kind: "task" as const, project: "rtc", stack: "prod", name: "lobby" };
const derived = (change: Partial<SegmentInputs> = {}, owner: Partial<typeof OWNER> = {}) =>
  deriveTaskId({ ...OWNER, ...owner }, { ...SHORTEST, ...change });

describe("a derived task id", () => {
  it("is the same for the same resource, now and in every later release", () => {
    expect(derived()).toBe("lobby-c39c9e595434");
  });

  it.each<[change: Partial<SegmentInputs>]>([
    [{ appId: "app2" }],
    [{ roomId: "stage" }],
    [{ businessId: "voice" }],
    [{ maxIdleTime: 181 }],
    [{ targetStreams: [{ userId: "host" }] }],
    [{ targetStreams: [{ userId: "host", streamType: "screen" }] }],
    [{ control: { mixed: true } }],
    [{ control: { redundantDuration: 1 } }],
    [{ storageConfig: { ...TOS, bucket: "b2" } }],
    [{ storageConfig: { ...TOS, accountId: "1" } }],
    [{ storageConfig: { ...TOS, region: "cn-shanghai" } }],
    [{ storageConfig: S3 }],
    [{ triggers: [1] }],
  ])("is another for a replacement: %j", (change) => {
    expect(derived(change)).not.toBe(derived());
  });

  it.each(["project", "stack", "name"] as const)("is another for another %s", (part) => {
    expect(derived({}, { [part]: "other" })).not.toBe(derived());
  });

  it("tells owners apart whose names only add up to the same", () => {
    expect(derived({}, { project: "a", stack: "bc" })).not.toBe(derived({}, { project: "ab", stack: "c" }));
  });

  it.each<[change: Partial<SegmentInputs>]>([
    [{ identifier: "x" }],
    [{ duration: 30 }],
    [{ handle: false }],
    [{ adopt: true }],
    [{ whenEnded: "keep" }],
    [{ preflight: "write" }],
    [resolve(task()) as Partial<SegmentInputs>],
    [{ storageConfig: { ...TOS, region: 0 } }],
    [{ targetStreams: [] }],
  ])("stays for what does not replace: %j", (change) => {
    const { taskId: _, ...rest } = change as { taskId?: string };
    expect(derived(rest)).toBe(derived());
  });

  it("stays when the credentials of the storage are rotated", () => {
    const rotated = custom({ credentials: { accessKey: "new", secretKey: "new" } });
    expect(derived({ storageConfig: rotated })).toBe(derived({ storageConfig: S3 }));
  });

  it.each(["lobby", "", "大厅 / room#1", "x".repeat(500), "a/b:c", "😀".repeat(200), "..", "-"])(
    "is a valid id for the name %j",
    (name) => {
      const id = derived({}, { name });
      expect(id).toMatch(/^[a-zA-Z0-9_@\-.]{1,128}$/);
      expect(id).toMatch(/-[0-9a-f]{12}$/);
    },
  );

  it("tells names apart that look the same in the id", () => {
    expect(derived({}, { name: "大厅" })).not.toBe(derived({}, { name: "小厅" }));
  });
});

describe("whether an id can be derived", () => {
  it.each<[change: object, expected: boolean]>([
    [{}, true],
    [{ duration: UNKNOWN, identifier: UNKNOWN, handle: UNKNOWN, adopt: UNKNOWN }, true],
    [{ storageConfig: { ...S3, credentials: { accessKey: UNKNOWN, secretKey: UNKNOWN } } }, true],
    [{ storageConfig: { ...S3, credentials: UNKNOWN } }, true],
    [{ roomId: UNKNOWN }, false],
    [{ storageConfig: UNKNOWN }, false],
    [{ storageConfig: { ...TOS, bucket: UNKNOWN } }, false],
    [{ targetStreams: [{ userId: UNKNOWN }] }, false],
    [{ triggers: [UNKNOWN] }, false],
    [{ control: { mixed: UNKNOWN } }, false],
  ])("from %j: %s", (change, expected) => {
    expect(isDerivable({ ...FULL, ...change })).toBe(expected);
  });
});

describe("a resource id", () => {
  it("names app, room and task, and can be read back", () => {
    expect(resourceId(task())).toBe("app1/lobby/task1");
    expect(parseResourceId("app1/lobby/task1")).toEqual({ appId: "app1", roomId: "lobby", taskId: "task1" });
  });

  it.each(["", "app1", "app1/lobby", "app1/lobby/", "/lobby/task1", "a/b/c/d"])("is refused: %j", (id) => {
    expect(() => parseResourceId(id)).toThrow(
      `"${id}" is not the id of a segment task; use "<appId>/<roomId>/<taskId>"`,
    );
  });
});
