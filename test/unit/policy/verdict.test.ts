import { describe, expect, test } from "vitest";
import { findings, notKnownYet, undecided, violation } from "#policy/verdict";
import { tasksOf } from "#policy/view/tasks-of";
import { OSS, resource, stored, TOS, task, urnOf } from "./views";

describe("what is told about a resource", () => {
  test("is what a policy said, at the resource it was said about", () => {
    expect(findings([violation(task(), "Too long.")])).toEqual([
      { kind: "violation", urn: urnOf("lobby"), message: "Too long." },
    ]);
  });

  test("names the rooms of a group once, and not all of them", () => {
    const rooms = ["a", "b", "c", "d", "e", "f", "g"];
    const views = tasksOf(resource({ appId: "app", rooms, storageConfig: TOS }, "all", "SegmentTaskGroup"));
    expect(findings(views.map((view) => violation(view, "Wrong bucket."))).map(({ message }) => message)).toEqual([
      'Wrong bucket. (rooms "a", "b", "c", "d", "e" and 2 more)',
    ]);
    expect(findings(views.slice(0, 1).map((view) => notKnownYet(view, "duration")))[0]?.message).toBe(
      'duration is not known before other resources are applied, so this is not judged yet; `pulumi up` will judge it. (room "a")',
    );
  });

  test("keeps what is said about different resources apart", () => {
    expect(findings([undecided(task({}, "a"), "No."), undecided(task({}, "b"), "No.")])).toHaveLength(2);
  });

  test("does not show a key, even one that got into another field", () => {
    const { accessKey, secretKey } = OSS.credentials;
    const message = findings([violation(stored(OSS), `bucket is "${secretKey}" of "${accessKey}"`)])[0]?.message;
    expect(message).toBe('bucket is "[secret]" of "[secret]"');
  });
});
