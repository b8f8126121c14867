import { describe, expect, test } from "vitest";
import { matchesAny } from "#policy/patterns";

describe("a list of names and globs", () => {
  test.each([
    ["audio-*", "audio-1"],
    ["*audio", ".audio"],
    ["*", ""],
    ["a*b*c", "aXbYbc"],
    ["a**c", "abc"],
    ["a?c", "abc"],
    ["a[b]", "a[b]"],
    ["tos/*-audio", "tos/room-audio"],
  ])("with %s has %s on it", (pattern, name) => {
    expect(matchesAny(["other", pattern], [name])).toBe(true);
  });

  test.each([
    ["audio-*", "room-audio-1"],
    ["*audio", "audio-1"],
    ["*", "tos/audio"],
    ["a?c", "a/c"],
    ["a?c", "ac"],
    ["a[b]", "ab"],
    ["a.c", "abc"],
    ["a*", "b"],
  ])("with %s does not have %s on it", (pattern, name) => {
    expect(matchesAny([pattern], [name])).toBe(false);
  });

  test("with a glob of thirty stars is read as fast as any", { timeout: 2_000 }, () => {
    expect(matchesAny([`${"a*".repeat(30)}x`], ["a".repeat(60)])).toBe(false);
    expect(matchesAny([`${"a*".repeat(500)}x`], ["a".repeat(5_000)])).toBe(false);
  });
});
