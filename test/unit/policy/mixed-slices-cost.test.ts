import { describe, expect, test } from "vitest";
import { checkMixedSlicesCost } from "#policy/policies/mixed-slices-cost";
import { awaited, messages, task, UNKNOWN } from "./views";

describe("mixed-slices-cost", () => {
  test.each([false, undefined])("accepts control.mixed %s", (mixed) => {
    expect(checkMixedSlicesCost(task({ control: { mixed } }))).toEqual([]);
  });

  test("objects to a mix, and says what it costs", () => {
    expect(messages(checkMixedSlicesCost(task({ control: { mixed: true } })))).toEqual([
      "control.mixed is true, but should be false unless the mix is needed. Besides the slices of each user it makes slices of " +
        "the targeted streams together without a break, whether or not anyone speaks. Set it to false, or disable this policy.",
    ]);
  });

  test.each([
    ["the flag", { mixed: UNKNOWN }, "control.mixed"],
    ["all of control", UNKNOWN, "control"],
  ])("waits while %s is not known", (_what, control, path) => {
    expect(awaited(checkMixedSlicesCost(task({ control })))).toEqual([path]);
  });
});
