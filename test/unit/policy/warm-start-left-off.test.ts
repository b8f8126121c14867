import { describe, expect, test } from "vitest";
import { checkWarmStartLeftOff } from "#policy/policies/warm-start-left-off";
import { awaited, messages, task, UNKNOWN } from "./views";

describe("warm-start-left-off", () => {
  test.each([true, undefined])("accepts handle %s", (handle) => {
    expect(checkWarmStartLeftOff(task({ handle }))).toEqual([]);
  });

  test("objects to a task that does not slice", () => {
    expect(messages(checkWarmStartLeftOff(task({ handle: false })))).toEqual([
      "handle is false, but should be true for audio to be sliced. The task runs and nothing is uploaded. Set it to true, or " +
        "leave it out, as soon as slices are wanted.",
    ]);
  });

  test("waits while the flag is not known", () => {
    expect(awaited(checkWarmStartLeftOff(task({ handle: UNKNOWN })))).toEqual(["handle"]);
  });
});
