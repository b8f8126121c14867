import { describe, expect, test } from "vitest";
import { changesOf } from "#review/changes/change";
import type { Step } from "#review/input/step";
import { markdown, preview, reviewed, step, tos } from "./reviewed";

const touched = (...paths: string[]): Partial<Step> => ({
  detailedDiff: Object.fromEntries(paths.map((path) => [path, { kind: "update" }])),
});

describe("a secret that changes", () => {
  test.each([
    ["`duration` changes, value secret.", "length"],
    ["`handle` changes, value secret: slicing pauses, or begins.", "pause"],
    ["`identifier` changes, value secret: file names begin with another prefix.", "prefix"],
    ["`storageConfig.bucket` changes, value secret: audio goes to another bucket.", "bucket"],
    ["`storageConfig.region` changes, value secret: audio goes to another region.", "region"],
    ["`storageConfig` changes, value secret: audio goes elsewhere.", "storage"],
    ["`control.mixed` changes, value secret.", "control"],
    ["`targetStreams` changes, value secret.", "streams"],
    ["`roomId` changes, value secret.", "moves"],
  ])("is told as %s", async (words, resource) => {
    const comment = await reviewed(["secrets"]);

    const [, changes = ""] = comment.split("<b>What happens</b>");
    const told = changes.split(/^- \*\*/m).find((change) => change.split("\n")[0]?.includes(`\`${resource}\``));
    expect(told).toContain(words);
  });

  test("is told of every room of a group that it concerns", async () => {
    const comment = await reviewed(["secrets"]);

    expect(comment).toMatch(/\*\*Rooms `fleet-1`, `fleet-2` and `length` .*: `duration` changes in place/);
    expect(comment).toMatch(
      /\*\*Rooms `bucket`, `depot-1` and `depot-2` .*: tasks are replaced, because `storageConfig` \(`bucket`\)/,
    );
  });

  test("leaves it open whether audio leaves the country, and says so above all else", async () => {
    expect(await reviewed(["secrets"])).toContain(
      "> - Audio of rooms `region` and `storage` goes elsewhere, value secret: whether it leaves the country can't be told here.",
    );
  });

  test("is not made up where a value only becomes secret", () => {
    const hidden = step(
      "update",
      "a",
      { duration: 20 },
      { duration: 40, storageConfig: tos("[secret]") },
      touched("duration"),
    );

    expect(changesOf("s", hidden)).toMatchObject([{ kind: "update", fields: ["duration"], hidden: [] }]);
  });

  test("is not made up where the engine updates in place what a change would replace", () => {
    const respelled = step(
      "update",
      "a",
      { storageConfig: { ...tos("audio"), region: "[secret]" }, duration: 20 },
      { storageConfig: { ...tos("audio"), region: "[secret]" }, duration: 40 },
      touched("duration", "storageConfig.region"),
    );

    expect(changesOf("s", respelled)).toMatchObject([{ kind: "update", fields: ["duration"], hidden: [] }]);
  });
});

describe("a group", () => {
  const TYPE = "pulumi-nodejs:dynamic/volcengine-rtc:SegmentTaskGroup";
  const inputs = { appId: "661e2f8a9c1d4b0012a543cf", storageConfig: tos("audio") };
  const tasks = (identifier: (room: string) => string) =>
    Object.fromEntries(
      ["a", "b"].map((room) => [room, { taskId: `fleet-${room}`, identifier: identifier(room), status: "running" }]),
    );
  const group = (before: object, after: object, ...paths: string[]): Step => ({
    op: "update",
    urn: `urn:pulumi:test::rooms::${TYPE}::fleet`,
    oldState: { type: TYPE, inputs: { ...inputs, ...before }, outputs: { ...inputs, ...before } },
    newState: { type: TYPE, inputs: { ...inputs, ...after } },
    ...touched(...paths),
  });

  test("leaves alone a room whose own setting rules out the secret that changes", () => {
    const rooms = { a: { duration: "[secret]" }, b: {} };
    const secret = { rooms, duration: "[secret]" };

    const changes = changesOf("s", group({ ...secret, tasks: tasks((room) => `id-${room}`) }, secret, "duration"));
    expect(changes.map(({ after, kind }) => [after?.roomId, kind])).toEqual([
      ["a", "same"],
      ["b", "update"],
    ]);
  });

  test("with one room's secret that changes is told of that room", () => {
    const secret = { rooms: { a: { duration: "[secret]" }, b: { duration: "[secret]" } } };

    const changes = changesOf(
      "s",
      group({ ...secret, tasks: tasks((room) => `id-${room}`) }, secret, "rooms.a.duration"),
    );
    expect(changes.map(({ kind }) => kind)).toEqual(["update", "same"]);
  });

  test("with a secret prefix does not show it by way of its rooms", async () => {
    const secret = { rooms: ["a"], identifier: "[secret]" };
    const step = group(
      { ...secret, tasks: { a: { taskId: "fleet-a", identifier: "very-private-a", status: "running" } } },
      { rooms: ["a"], storageConfig: tos("archive") },
      "storageConfig.bucket",
      "identifier",
    );

    const comment = await markdown([preview(step)]);
    expect(comment).toContain("task is replaced");
    expect(comment).not.toMatch(/very-private|\[secret\]/);
  });

  test("whose rooms are secret ends none of them, and says when they change", async () => {
    const before = { rooms: "[secret]", tasks: tasks((room) => `id-${room}`) };

    const comment = await markdown([preview(group(before, { rooms: "[secret]" }, "rooms"))]);
    expect(comment).toContain("`rooms` change, value secret: tasks start or stop.");
    expect(comment).not.toMatch(/without any task|\[secret\]/);
    expect(await markdown([preview(group(before, { rooms: "[secret]", duration: 40 }, "duration"))])).toContain(
      "**2 tasks change in place.**",
    );
  });
});

describe("a policy", () => {
  test("says of a secret that it is one, and not that it is not known yet", async () => {
    const config = new URL("../../fixtures/previews/policies.json", import.meta.url).pathname;
    const steps = [step("create", "a", undefined, { storageConfig: tos("[secret]"), duration: "[secret]" })];
    const comment = await markdown([preview(...steps)], config);

    expect(comment).toContain(
      "❔ open** `storage-bucket-allowed` on `a`: storageConfig.bucket is secret, so not judged",
    );
    expect(comment).toContain("`slice-duration-limit` on `a`: duration is secret, so not judged");
    expect(comment).not.toContain("before other resources are applied");
  });
});
