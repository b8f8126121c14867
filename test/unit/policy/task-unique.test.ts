import { describe, expect, test } from "vitest";
import { checkTaskUnique } from "#policy/policies/task-unique";
import { tasksOf } from "#policy/view/tasks-of";
import { awaited, messages, resource, TOS, task, UNKNOWN, urnOf } from "./views";

const named = (name: string, props: object = {}) => task({ taskId: "mine", ...props }, name);

describe("task-unique", () => {
  test.each([
    ["task ids differ", [named("a"), named("b", { taskId: "other" })]],
    ["rooms differ", [named("a"), named("b", { roomId: "stage" })]],
    ["apps differ", [named("a"), named("b", { appId: "app2" })]],
  ])("accepts tasks whose %s", (_what, views) => {
    expect(checkTaskUnique(views)).toEqual([]);
  });

  test("objects to resources that are one task to the API", () => {
    const verdicts = checkTaskUnique([named("a"), named("b")]);
    expect(verdicts.map(({ urn }) => urn)).toEqual([urnOf("a"), urnOf("b")]);
    expect(messages(verdicts)[0]).toBe(
      'taskId is "mine" in room "lobby", as in "b", but must be unique in its room. Give each its own taskId, or none: to the ' +
        "API they are one task, and stopping one stops both.",
    );
  });

  test("sees that a task stands for a room of a group as well", () => {
    const rooms = { appId: "app", rooms: ["lobby"], storageConfig: TOS, tasks: { lobby: { taskId: "mine" } } };
    const group = tasksOf(resource(rooms, "all", "SegmentTaskGroup"));
    expect(checkTaskUnique([named("a"), ...group])).toHaveLength(2);
  });

  test.each(["appId", "roomId", "taskId"])("waits while the %s of one of several tasks is not known", (field) => {
    expect(awaited(checkTaskUnique([named("a"), named("b", { [field]: UNKNOWN })]))).toEqual([field]);
    expect(checkTaskUnique([named("b", { [field]: UNKNOWN })])).toEqual([]);
  });
});
