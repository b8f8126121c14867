import { describe, expect, test } from "vitest";
import { checkRoomCoveredOnce } from "#policy/policies/room-covered-once";
import { awaited, messages, task, UNKNOWN } from "./views";

const covering = (name: string, targetStreams?: unknown, more: object = {}) => task({ targetStreams, ...more }, name);
const HOST = { userId: "host" };

describe("room-covered-once", () => {
  test.each([
    ["streams of different users", [covering("a", [HOST]), covering("b", [{ userId: "guest" }])]],
    ["the voice and the screen of a user", [covering("a", [HOST]), covering("b", [{ ...HOST, streamType: "screen" }])]],
    ["different rooms", [covering("a"), covering("b", undefined, { roomId: "stage" })]],
    ["rooms of different apps", [covering("a"), covering("b", undefined, { appId: "app2" })]],
  ])("accepts tasks for %s", (_what, views) => {
    expect(checkRoomCoveredOnce(views)).toEqual([]);
  });

  test("objects to two tasks for all streams of a room", () => {
    expect(messages(checkRoomCoveredOnce([covering("a"), covering("b", [])]))).toEqual([
      expect.stringMatching(
        /^room "lobby" is also sliced by "b", but should be sliced once: every stream would be uploaded/,
      ),
      expect.stringMatching(/^room "lobby" is also sliced by "a"/),
    ]);
  });

  test("objects to one stream in two lists, however its type is written, and names it", () => {
    const views = [covering("a", [HOST, { userId: "guest" }]), covering("b", [{ ...HOST, streamType: "normal" }])];
    expect(messages(checkRoomCoveredOnce(views))[0]).toContain('"host" (normal) would be uploaded and reported twice');
  });

  test("objects to a stream of its own beside all streams", () => {
    expect(checkRoomCoveredOnce([covering("a"), covering("b", [HOST])])).toHaveLength(2);
  });

  test.each([
    ["the room", { roomId: UNKNOWN }, "roomId"],
    ["the app", { appId: UNKNOWN }, "appId"],
    ["the list of streams", { targetStreams: UNKNOWN }, "targetStreams"],
    ["a stream", { targetStreams: [HOST, UNKNOWN] }, "targetStreams"],
    ["a user", { targetStreams: [{ userId: UNKNOWN }] }, "targetStreams"],
  ])("waits while %s of one of several tasks is not known", (_what, props, path) => {
    expect(awaited(checkRoomCoveredOnce([covering("a"), covering("b", undefined, props)]))).toEqual([path]);
    expect(checkRoomCoveredOnce([covering("b", undefined, props)])).toEqual([]);
  });
});
