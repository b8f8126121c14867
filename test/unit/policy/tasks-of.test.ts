import { unknownCheckingProxy } from "@pulumi/policy";
import { describe, expect, test } from "vitest";
import { NOT_KNOWN_YET } from "#policy/view/segment-view";
import { tasksOf } from "#policy/view/tasks-of";
import { resource, TOS, UNKNOWN } from "./views";

const group = (props: object) =>
  tasksOf(resource({ appId: "app", storageConfig: TOS, ...props }, "all", "SegmentTaskGroup"));

describe("the tasks a resource stands for", () => {
  test("are one for a SegmentTask", () => {
    const [view, ...more] = tasksOf(resource({ appId: "app", roomId: "lobby", handle: false, storageConfig: TOS }));
    expect(more).toEqual([]);
    expect(view).toMatchObject({
      name: "lobby",
      member: undefined,
      appId: "app",
      roomId: "lobby",
      handle: false,
      duration: undefined,
      targetStreams: [],
      storageConfig: { platform: "tos", bucket: "room-audio", region: "cn-beijing", credentials: undefined },
    });
  });

  test("are one for each room of a SegmentTaskGroup, with the settings of that room", () => {
    const views = group({ rooms: { a: { duration: 5 }, b: {} }, duration: 10, identifier: "live" });
    expect(views).toMatchObject([
      { member: "a", roomId: "a", duration: 5, identifier: "live-a" },
      { member: "b", roomId: "b", duration: 10, identifier: "live-b" },
    ]);
  });

  test.each(["constructor", "__lobby"])("are one for a room called %s, too", (room) => {
    const views = tasksOf(
      resource(
        { appId: "app", rooms: { a: {}, [room]: {} }, tasks: {}, storageConfig: TOS },
        "all",
        "SegmentTaskGroup",
      ),
    );
    expect(views.map(({ member, taskId }) => [member, typeof taskId])).toEqual([
      ["a", "string"],
      [room, "string"],
    ]);
  });

  test("have the ids a group gives them, before and after they run", () => {
    const [planned] = group({ rooms: ["a"] });
    expect(planned?.taskId).toMatch(/^all-[0-9a-f]{12}$/);
    const [running] = group({ rooms: ["a"], tasks: { a: { taskId: "all-000000000000", identifier: "made-up" } } });
    expect(running).toMatchObject({ taskId: "all-000000000000", identifier: "made-up" });
  });

  test("are one for whatever else of this package stores audio", () => {
    const later = resource({ storageConfig: TOS }, "later", "SomethingNew");
    expect(tasksOf(later)).toMatchObject([{ name: "later", storageConfig: { bucket: "room-audio" } }]);
  });

  test.each([
    ["of another package", { ...resource({ storageConfig: TOS }), type: "aws:s3/bucket:Bucket" }],
    ["without storage", resource({ appId: "app" })],
    ["that only looks at a task", resource({ appId: "app", roomId: "lobby", status: "running", storageConfig: TOS })],
  ])("are none for a resource %s", (_what, other) => {
    expect(tasksOf(other)).toEqual([]);
  });

  test("are one with an unknown room while the rooms of a group are not known", () => {
    expect(group({ rooms: UNKNOWN })).toMatchObject([
      { roomId: NOT_KNOWN_YET, storageConfig: { bucket: "room-audio" } },
    ]);
  });

  test("have unknown settings where a room's own settings are not known", () => {
    expect(group({ rooms: { a: UNKNOWN }, duration: 10 })).toMatchObject([{ roomId: "a", duration: NOT_KNOWN_YET }]);
  });

  test("have an unknown prefix when the group's prefix is not known", () => {
    expect(group({ rooms: ["a"], identifier: UNKNOWN })).toMatchObject([{ identifier: NOT_KNOWN_YET }]);
  });

  test("have an unknown id when the room is one of a list that is not known in full", () => {
    expect(group({ rooms: ["a", UNKNOWN] })).toMatchObject([
      { member: "a" },
      { member: undefined, roomId: NOT_KNOWN_YET, taskId: NOT_KNOWN_YET },
    ]);
  });

  test.each([
    ["a number", 5],
    ["nothing", null],
  ])("are none while the rooms of a group are %s, which the provider refuses", (_what, rooms) => {
    expect(group({ rooms })).toEqual([]);
  });

  test("are seen even with inputs that the provider refuses", () => {
    const storageConfig = { type: "custom", vendor: "oss", bucket: "b", region: {} };
    expect(group({ rooms: ["a"], storageConfig })).toMatchObject([{ storageConfig: { region: undefined } }]);
  });

  test("can be read from the objects the engine gives to policies, which throw at what is unknown", () => {
    const props = unknownCheckingProxy({
      appId: "app",
      roomId: UNKNOWN,
      duration: "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
      targetStreams: [{ userId: UNKNOWN }, UNKNOWN],
      storageConfig: { ...TOS, bucket: UNKNOWN },
    });
    expect(tasksOf(resource(props))).toMatchObject([
      {
        appId: "app",
        roomId: NOT_KNOWN_YET,
        duration: NOT_KNOWN_YET,
        targetStreams: [{ userId: NOT_KNOWN_YET }, NOT_KNOWN_YET],
        storageConfig: { type: "tos", bucket: NOT_KNOWN_YET },
      },
    ]);
  });

  test("pass on errors that have nothing to do with unknown values", () => {
    const props = {
      get storageConfig(): unknown {
        throw new Error("broken");
      },
    };
    expect(() => tasksOf(resource(props))).toThrow("broken");
  });
});
