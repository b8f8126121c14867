import { describe, expect, test } from "vitest";
import { evaluate } from "#policy/evaluate";
import { checkCallbackCoversSegments } from "#policy/policies/callback-covers-segments";
import { checkCallbackHttpsOnly } from "#policy/policies/callback-https-only";
import { callbacksOf } from "#policy/view/callback-view";
import { awaited, messages, resource, TOS, task, UNKNOWN, urnOf } from "./views";

const props = { appId: "app", url: "https://a.example.com", events: ["RoomDestroy", "SegmentRealTimeData"] };
const callback = (change: object = {}, name = "slices") =>
  callbacksOf(resource({ ...props, ...change }, name, "RtcCallback"));
const SILENT = { events: ["RoomDestroy"] };

describe("callback-https-only", () => {
  test.each(["https://a.example.com", "HTTPS://a.example.com"])("accepts %s", (url) => {
    expect(callback({ url }).flatMap(checkCallbackHttpsOnly)).toEqual([]);
  });

  test.each(["http://a.example.com", "a.example.com"])("objects to %s without repeating it", (url) => {
    const [message = "", ...more] = messages(callback({ url }).flatMap(checkCallbackHttpsOnly));
    expect(more).toEqual([]);
    expect(message).toMatch(/^url does not begin with https:\/\/, but must/);
    expect(message).not.toContain("example.com");
  });

  test("waits while the url is not known", () => {
    expect(awaited(callback({ url: UNKNOWN }).flatMap(checkCallbackHttpsOnly))).toEqual(["url"]);
  });

  test("judges callbacks alone", () => {
    const resources = [resource({ appId: "app", roomId: "lobby", storageConfig: TOS }), resource(props, "x", "Other")];
    expect(evaluate(resources).filter(({ policy }) => policy === "callback-https-only")).toEqual([]);
    const unsafe = resource({ ...props, url: "http://a.example.com" }, "slices", "RtcCallback");
    expect(evaluate([unsafe])).toMatchObject([
      { policy: "callback-https-only", urn: urnOf("slices", "RtcCallback"), enforcementLevel: "mandatory" },
    ]);
  });
});

describe("callback-covers-segments", () => {
  test.each([
    ["one with the event", callback()],
    ["one of several with the event", [...callback(SILENT), ...callback({ businessId: "live" }, "live")]],
  ])("accepts tasks of an app with %s", (_, callbacks) => {
    expect(checkCallbackCoversSegments([task()], {}, callbacks)).toEqual([]);
  });

  test("objects to a callback that is not told of slices, once for all tasks", () => {
    const verdicts = checkCallbackCoversSegments([task({}, "a"), task({}, "b")], {}, callback(SILENT));
    expect(verdicts).toMatchObject([{ urn: urnOf("slices", "RtcCallback") }]);
    expect(messages(verdicts)).toEqual([
      'events lacks "SegmentRealTimeData", but should have it: of the slices of "a", "b" nobody is told. Add it to events.',
    ]);
  });

  test("objects to an app without a callback, where the stack has one for another", () => {
    const verdicts = checkCallbackCoversSegments([task({ appId: "app2" })], {}, callback());
    expect(messages(verdicts)[0]).toMatch(/^no RtcCallback of this stack is of app "app2", but one should be/);
  });

  test("judges a stack without callbacks only where they are required", () => {
    expect(checkCallbackCoversSegments([task()], {}, [])).toEqual([]);
    expect(checkCallbackCoversSegments([task()], { required: true }, [])).toHaveLength(1);
    expect(checkCallbackCoversSegments([], { required: true }, [])).toEqual([]);
  });

  test.each([
    ["the app of a task", [task({ appId: UNKNOWN })], callback(), "appId"],
    ["the app of a callback", [task()], callback({ appId: UNKNOWN }), "appId"],
    ["the list of events", [task()], callback({ events: UNKNOWN }), "events"],
    ["one of the events", [task()], callback({ events: ["RoomDestroy", UNKNOWN] }), "events"],
  ])("waits while %s is not known", (_, tasks, callbacks, path) => {
    expect(awaited(checkCallbackCoversSegments(tasks, {}, callbacks))).toEqual([path]);
  });
});
