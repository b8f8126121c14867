import { describe, expect, test } from "vitest";
import { checkSliceDurationLimit } from "#policy/policies/slice-duration-limit";
import { awaited, messages, task, UNKNOWN } from "./views";

describe("slice-duration-limit", () => {
  test.each([1, 20, 60, undefined])("accepts %s s by default", (duration) => {
    expect(checkSliceDurationLimit(task({ duration }), {})).toEqual([]);
  });

  test("objects to slices that are too long", () => {
    expect(messages(checkSliceDurationLimit(task({ duration: 61 }), {}))).toEqual([
      "duration is 61 s, but must be from 1 s to 60 s. Set a shorter one: a slice can be listened to only when it is complete.",
    ]);
  });

  test("objects to slices that are too short", () => {
    expect(messages(checkSliceDurationLimit(task({ duration: 4 }), { minimum: 5, maximum: 10 }))).toEqual([
      "duration is 4 s, but must be from 5 s to 10 s. Set a longer one: every slice is a file and a callback.",
    ]);
  });

  test("judges the API's default of 20 s when no duration is given", () => {
    expect(checkSliceDurationLimit(task(), { maximum: 10 })).toHaveLength(1);
  });

  test("waits while the duration is not known", () => {
    expect(awaited(checkSliceDurationLimit(task({ duration: UNKNOWN }), {}))).toEqual(["duration"]);
  });
});
