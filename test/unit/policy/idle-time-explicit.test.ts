import { describe, expect, test } from "vitest";
import { checkIdleTimeExplicit } from "#policy/policies/idle-time-explicit";
import { tasksOf } from "#policy/view/tasks-of";
import { awaited, messages, resource, TOS, task, UNKNOWN } from "./views";

describe("idle-time-explicit", () => {
  test.each([1, 180, 28_800])("accepts %s s, as somebody chose them", (maxIdleTime) => {
    expect(checkIdleTimeExplicit(task({ maxIdleTime }))).toEqual([]);
  });

  test("objects to the API's default, and says what follows from it", () => {
    expect(messages(checkIdleTimeExplicit(task()))).toEqual([
      "maxIdleTime is left to the API's 180 s, but should be written. A task ends by itself when nobody has published for so " +
        "long, and what is said afterwards is not sliced. Write how long the room may be silent, 180 if that is meant.",
    ]);
  });

  test("accepts rooms that have it from their group, and names those that have it from nowhere", () => {
    const left = (props: object) =>
      tasksOf(resource({ appId: "app", storageConfig: TOS, ...props }, "all", "SegmentTaskGroup"))
        .filter((view) => checkIdleTimeExplicit(view).length > 0)
        .map(({ member }) => member);
    expect(left({ rooms: ["a", "b"], maxIdleTime: 600 })).toEqual([]);
    expect(left({ rooms: { a: { maxIdleTime: 600 }, b: {} } })).toEqual(["b"]);
  });

  test("waits while the idle time is not known", () => {
    expect(awaited(checkIdleTimeExplicit(task({ maxIdleTime: UNKNOWN })))).toEqual(["maxIdleTime"]);
  });
});
