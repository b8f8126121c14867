import { describe, expect, test } from "vitest";
import { checkRedundantDurationUnit } from "#policy/policies/redundant-duration-unit";
import { awaited, messages, task, UNKNOWN } from "./views";

const redundant = (redundantDuration: unknown) => task({ control: { redundantDuration } });

describe("redundant-duration-unit", () => {
  test.each([0, 100, 3000, undefined])("accepts %s ms", (value) => {
    expect(checkRedundantDurationUnit(redundant(value), {})).toEqual([]);
  });

  test("objects to what looks like seconds, and says what to write instead", () => {
    expect(messages(checkRedundantDurationUnit(redundant(3), {}))).toEqual([
      "control.redundantDuration is 3 ms, but must be 0 or at least 100 ms. The unit is milliseconds: for 3 s write 3000.",
    ]);
  });

  test("takes the limit from its configuration", () => {
    expect(checkRedundantDurationUnit(redundant(50), { minimum: 50 })).toEqual([]);
    expect(checkRedundantDurationUnit(redundant(49), { minimum: 50 })).toHaveLength(1);
  });

  test.each([
    ["the value", { redundantDuration: UNKNOWN }, "control.redundantDuration"],
    ["all of control", UNKNOWN, "control"],
  ])("waits while %s is not known", (_what, control, path) => {
    expect(awaited(checkRedundantDurationUnit(task({ control }), {}))).toEqual([path]);
  });
});
