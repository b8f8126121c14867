import { describe, expect, it } from "vitest";
import { hasUnknown, isUnknown, UNKNOWN } from "#inputs/unknown";
import { validate } from "#segment/validate";
import { pathsIn, pathText, replaced } from "#test/support/property-path";
import { FULL, SHORTEST, TOS } from "#test/support/segment-inputs";

const examples = { custom: FULL, tos: { ...FULL, storageConfig: { ...TOS, region: "cn-shanghai" } } };
const everyPath = Object.entries(examples).flatMap(([name, inputs]) =>
  pathsIn(inputs).map((path) => [name, pathText(path), replaced<unknown>(inputs, path, UNKNOWN)] as const),
);

describe("a value that is not known yet", () => {
  it.each(everyPath)("never gives a problem (%s storage, %s)", (_name, _path, raw) => {
    expect(validate(raw)).toEqual({ valid: "asFarAsKnown" });
  });

  it("does not hide the problems of what is known", () => {
    const result = validate({
      appId: UNKNOWN,
      roomId: "a/b",
      storageConfig: { type: UNKNOWN, bucket: "b" },
      targetStreams: [UNKNOWN, { userId: UNKNOWN, streamType: "video" }],
      duration: 0,
    });
    expect(result.valid === false && result.problems.map(({ path }) => path).sort()).toEqual([
      "duration",
      "roomId",
      "targetStreams[1].streamType",
    ]);
  });

  it("does not hide the problem of a sibling inside the storage", () => {
    const result = validate({ ...SHORTEST, storageConfig: { ...TOS, bucket: UNKNOWN, region: "cn-bejing" } });
    expect(result.valid === false && result.problems.map(({ path }) => path)).toEqual(["storageConfig.region"]);
  });

  it("does not hide that there are too many streams", () => {
    const result = validate({ ...SHORTEST, targetStreams: Array(18).fill(UNKNOWN) });
    expect(result.valid === false && result.problems.map(({ path }) => path)).toEqual(["targetStreams"]);
  });
});

describe("hasUnknown", () => {
  it("finds one at any depth", () => {
    expect(hasUnknown({ a: [{ b: UNKNOWN }] })).toBe(true);
    expect(hasUnknown({ a: [{ b: `${UNKNOWN}x` }] })).toBe(false);
    expect(isUnknown([UNKNOWN])).toBe(false);
  });
});
