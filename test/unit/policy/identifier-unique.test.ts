import { describe, expect, test } from "vitest";
import { checkIdentifierUnique } from "#policy/policies/identifier-unique";
import { awaited, messages, OSS, TOS, task, UNKNOWN, urnOf } from "./views";

const named = (name: string, props: object = {}) => task({ roomId: name, identifier: "prefix", ...props }, name);

describe("identifier-unique", () => {
  test.each([
    ["identifiers differ", [named("a"), named("b", { identifier: "other" })]],
    ["buckets differ", [named("a"), named("b", { storageConfig: { ...TOS, bucket: "other" } })]],
    ["platforms differ", [named("a"), named("b", { storageConfig: { ...OSS, bucket: TOS.bucket } })]],
    ["the API makes them up", [named("a", { identifier: undefined }), named("b", { identifier: undefined })]],
    ["there is one task", [named("a")]],
  ])("accepts tasks when %s", (_what, views) => {
    expect(checkIdentifierUnique(views)).toEqual([]);
  });

  test("objects to both tasks that share an identifier in a bucket, each naming the other", () => {
    const verdicts = checkIdentifierUnique([named("a"), named("b"), named("c", { identifier: "other" })]);
    expect(verdicts.map(({ urn }) => urn)).toEqual([urnOf("a"), urnOf("b")]);
    expect(messages(verdicts)[0]).toBe(
      'identifier is "prefix", as in "b", which write to the same bucket, but must be unique there. Give each task an ' +
        "identifier of its own, or none: tasks that share one overwrite each other's files.",
    );
  });

  test("knows that a bucket's name is the same bucket, whatever region was written", () => {
    expect(checkIdentifierUnique([named("a"), named("b", { storageConfig: { ...TOS, region: 2 } })])).toHaveLength(2);
  });

  test.each([
    ["the identifier", { identifier: UNKNOWN }, "identifier"],
    ["the bucket", { storageConfig: { ...TOS, bucket: UNKNOWN } }, "storageConfig.bucket"],
    ["the vendor", { storageConfig: { ...OSS, vendor: UNKNOWN } }, "storageConfig.vendor"],
    ["all of the storage", { storageConfig: UNKNOWN }, "storageConfig"],
  ])("waits while %s of one of several tasks is not known", (_what, props, path) => {
    expect(awaited(checkIdentifierUnique([named("a"), named("b", props)]))).toEqual([path]);
    expect(checkIdentifierUnique([named("b", props)])).toEqual([]);
  });
});
