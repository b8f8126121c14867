import { describe, expect, test } from "vitest";
import { evaluate } from "#policy/evaluate";
import { CONCEALED } from "#policy/view/concealed";
import { resource, TOS, UNKNOWN } from "./views";

const GOOD = { appId: "app", roomId: "lobby", maxIdleTime: 600, storageConfig: TOS };
const good = resource(GOOD);
const named = (name: string) => resource({ ...GOOD, roomId: name, identifier: "same" }, name);

describe("judging resources without a policy pack", () => {
  test("finds nothing wrong with a task as it should be", () => {
    expect(evaluate([good])).toEqual([]);
  });

  test("applies settings and levels of a policy pack's configuration", () => {
    const config = { "storage-bucket-allowed": { enforcementLevel: "advisory", buckets: ["other"] } } as const;
    expect(evaluate([good], config)).toEqual([
      expect.objectContaining({
        policy: "storage-bucket-allowed",
        kind: "violation",
        enforcementLevel: "advisory",
        severity: "high",
        urn: good.urn,
      }),
    ]);
  });

  test("judges all resources together by the policies on a stack", () => {
    expect(evaluate([named("a"), named("b")]).map(({ policy, urn }) => [policy, urn])).toEqual([
      ["identifier-unique", named("a").urn],
      ["identifier-unique", named("b").urn],
    ]);
  });

  test("leaves out a disabled policy, and sets the level of all the others by `all`", () => {
    const two = [named("a"), named("b")];
    expect(evaluate(two, { "identifier-unique": "disabled" })).toEqual([]);
    expect(evaluate(two, { all: "advisory" }).map(({ enforcementLevel }) => enforcementLevel)).toEqual([
      "advisory",
      "advisory",
    ]);
    expect(evaluate(two, { all: "disabled", "identifier-unique": "mandatory" })).toHaveLength(2);
  });

  test.each([
    ["number", { duration: "3eeb2bf0-c639-47a8-9e75-3b44932eb421" }, "duration"],
    ["boolean", { handle: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7" }, "handle"],
    ["object", { storageConfig: "dd056dcd-154b-4c76-9bd3-c8f88648b5ff" }, "storageConfig"],
  ])("knows the mark for a %s that is not known yet", (_type, props, path) => {
    const waiting = resource({ ...GOOD, ...props });
    const found = evaluate([waiting]);
    expect(found.map(({ kind }) => kind)).toContain("notKnownYet");
    expect(found[0]?.message.startsWith(`${path} is not known`)).toBe(true);
  });

  test("makes nothing but an advice of what can't be judged yet", () => {
    const waiting = resource({ ...GOOD, storageConfig: { ...TOS, bucket: UNKNOWN } });
    expect(evaluate([waiting], { "storage-bucket-allowed": { buckets: ["room-*"] } })).toEqual([
      expect.objectContaining({ kind: "notKnownYet", enforcementLevel: "advisory" }),
    ]);
  });

  test.each([
    ["a bucket", { storageConfig: { ...TOS, bucket: CONCEALED } }, "storage-bucket-allowed", "storageConfig.bucket"],
    ["the storage", { storageConfig: CONCEALED }, "storage-bucket-allowed", "storageConfig"],
    ["a stream", { targetStreams: [{ userId: CONCEALED }] }, "room-covered-once", "targetStreams"],
    ["a duration", { duration: CONCEALED }, "slice-duration-limit", "duration"],
  ])("tells %s that is hidden from one that is not known yet", (_what, props, policy, path) => {
    const two = [good, resource({ ...GOOD, ...props }, "other")];
    const found = evaluate(two, { "storage-bucket-allowed": { buckets: ["room-*"] } });
    expect(found.filter((finding) => finding.policy === policy && finding.kind === "secret")).toEqual([
      expect.objectContaining({ enforcementLevel: "advisory", message: expect.stringContaining(`${path} is secret`) }),
    ]);
    expect(found.map(({ kind }) => kind)).not.toContain("notKnownYet");
  });

  test("does not ask a group for the task ids that follow from something hidden", () => {
    const group = (storageConfig: object) =>
      resource({ appId: "app", rooms: ["a", "b"], storageConfig }, "all", "SegmentTaskGroup");
    const kinds = (storageConfig: object) =>
      evaluate([group(storageConfig)])
        .filter(({ policy }) => policy === "task-unique")
        .map(({ kind }) => kind);
    expect(kinds({ ...TOS, bucket: CONCEALED })).toEqual(["secret"]);
    expect(kinds({ ...TOS, type: "custom", vendor: "s3", credentials: CONCEALED })).toEqual([]);
  });
});
