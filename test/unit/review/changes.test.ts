import { describe, expect, test } from "vitest";
import { UNKNOWN } from "#inputs/unknown";
import { changesOf } from "#review/changes/change";
import { markdown, preview, step, tos } from "./reviewed";

const headlineOf = async (...steps: Parameters<typeof preview>) =>
  /\*\*(.*)\*\*/.exec(await markdown([preview(...steps)]))?.[1];

describe("what a step means for a task", () => {
  test.each([
    ["create", undefined, {}, "start"],
    ["delete", {}, undefined, "stop"],
    ["delete-replaced", {}, undefined, "stop"],
    ["import", undefined, {}, "take"],
    ["read", undefined, {}, "watch"],
    ["discard", {}, undefined, "unwatch"],
    ["same", {}, {}, "same"],
    ["update", {}, { duration: 30 }, "update"],
    ["replace", {}, { storageConfig: tos("other") }, "replace"],
  ])("%s", (op, before, after, kind) => {
    expect(changesOf("rooms/test", step(op, "task", before, after))).toMatchObject([{ kind }]);
  });

  test("a deletion that keeps the resource lets the task run on", () => {
    const kept = step("delete", "task", {}, undefined);
    if (kept.oldState) kept.oldState.retainOnDelete = true;

    expect(changesOf("rooms/test", kept)).toMatchObject([{ kind: "forget" }]);
  });

  test("the engine's own plan decides on a gap, also when the program asks for it", () => {
    const asked = step("replace", "old", { taskId: "a" }, { taskId: "b", storageConfig: tos("other") });
    expect(changesOf("rooms/test", asked)).toMatchObject([{ order: { kind: "overlap" } }]);
    if (asked.oldState) asked.oldState.pendingReplacement = true;

    expect(changesOf("rooms/test", asked)).toMatchObject([{ order: { kind: "gap", cause: "asked" } }]);
  });

  test("a replacement nobody's property asks for is put down to the program or a dependency", async () => {
    const comment = await markdown([preview(step("replace", "task", { taskId: "a" }, { taskId: "a" }))]);

    expect(comment).toContain("because the program asks for it or a resource it depends on is replaced");
  });

  test("a task id that the user changes is a reason of its own", () => {
    expect(changesOf("rooms/test", step("replace", "task", { taskId: "first" }, { taskId: "second" }))).toMatchObject([
      { because: ["taskId"] },
    ]);
  });

  test("the two halves of a replacement are told as one", async () => {
    const both = step("replace", "task", {}, { storageConfig: tos("other"), taskId: "b" });
    const steps = [step("create-replacement", "task", {}, {}), both, step("delete-replaced", "task", {}, undefined)];

    expect(await headlineOf(...steps)).toBe("1 room changes bucket: its task is replaced, overlapping.");
  });
});

describe("the headline", () => {
  test("counts rooms, not tasks", async () => {
    const move = (name: string) => step("replace", name, {}, { storageConfig: tos("other"), taskId: `${name}-2` });

    expect(await headlineOf(move("a"), move("b"))).toBe("1 room changes bucket: its task is replaced, overlapping.");
  });

  test("tells a change of region alone", async () => {
    expect(
      await headlineOf(step("replace", "a", {}, { storageConfig: tos("audio", "cn-shanghai"), taskId: "b" })),
    ).toBe("1 room changes region: its task is replaced, overlapping.");
  });

  test("counts a warm start that is left on", async () => {
    expect(await headlineOf(step("update", "a", { handle: false }, { handle: true }))).toBe(
      "1 warm task begins to slice.",
    );
  });
});

describe("dangers", () => {
  test("two stacks that write to one bucket under one prefix", async () => {
    const one = preview(step("create", "a", undefined, { identifier: "same", roomId: "one" }));
    const two = {
      ...preview(step("same", "b", { identifier: "same", roomId: "two" }, { identifier: "same", roomId: "two" })),
      stack: "other",
    };

    expect(await markdown([one, two])).toContain(
      "`a` and `b` write to `tos cn-beijing/audio` under one prefix, `same`: they overwrite each other's files.",
    );
  });

  test("no room is left bare when another stack takes it over", async () => {
    const gone = preview(step("delete", "a", {}, undefined));
    const taken = { ...preview(step("create", "b", undefined, {})), stack: "other" };

    expect(await markdown([gone])).toContain("Room `lobby` is left without any task");
    expect(await markdown([gone, taken])).not.toContain("without any task");
  });

  test("a task that has ended leaves no room bare", async () => {
    expect(await markdown([preview(step("delete", "a", { status: "ended" }, undefined))])).not.toContain(
      "without any task",
    );
  });

  test("a room that is not known yet may be the one", async () => {
    const steps = [step("delete", "a", {}, undefined), step("create", "b", undefined, { roomId: UNKNOWN })];

    expect(await markdown([preview(...steps)])).toContain("unless it is one of the rooms that are not shown yet");
  });

  const s3 = (region: string) => ({ type: "custom", vendor: "s3", bucket: "audio", region, credentials: "[secret]" });
  const oss = (region: string) => ({ ...s3(region), vendor: "oss" });

  test.each([
    [
      tos("audio", "ap-southeast-1"),
      s3("ap-southeast-1"),
      "leaves Malaysia for Singapore: it goes to `s3 ap-southeast-1`",
    ],
    [oss("cn-hangzhou"), oss("cn-hongkong"), "leaves mainland China for Hong Kong"],
    [tos("audio"), s3("cn-north-1"), "goes to `s3 cn-north-1`, so far to `tos cn-beijing`; both are in mainland China"],
    [
      tos("audio"),
      tos("audio", "cn-shanghai"),
      "goes to `tos cn-shanghai`, so far to `tos cn-beijing`; both are in mainland",
    ],
  ])("a region that is told by where it lies: %j, %j", async (before, after, words) => {
    const move = step("replace", "a", { storageConfig: before }, { storageConfig: after, taskId: "b" });

    expect(await markdown([preview(move)])).toContain(`> - Audio of room \`lobby\` ${words}`);
  });

  test("no region of another name in the same place", async () => {
    const move = step(
      "replace",
      "a",
      { storageConfig: tos("audio") },
      { storageConfig: oss("cn-beijing"), taskId: "b" },
    );

    expect(await markdown([preview(move)])).not.toContain("Audio of room");
  });

  test("a gap", async () => {
    const change = step("replace", "a", { identifier: "same" }, { identifier: "same", taskId: "b", maxIdleTime: 60 });

    expect(await markdown([preview(change)])).toContain(
      "> - Room `lobby` is not sliced between its old task and the new one: both would write files of the same names",
    );
  });

  test("a region whose place is not published", async () => {
    const obs = { type: "custom", vendor: "obs", bucket: "audio", region: 3, credentials: "[secret]" };

    expect(await markdown([preview(step("replace", "a", {}, { storageConfig: obs, taskId: "b" }))])).toContain(
      "leaves `tos cn-beijing` for `obs region 3`; make sure that it may be stored there",
    );
  });
});

describe("what is hidden or not known", () => {
  test.each([
    ["a bucket", { storageConfig: tos(UNKNOWN) }, "`tos cn-beijing/(known after apply)`"],
    ["a secret bucket", { storageConfig: tos("[secret]") }, "`tos cn-beijing/(secret)`"],
    ["a region", { storageConfig: { ...tos("audio"), region: UNKNOWN } }, "`tos (known after apply)/audio`"],
    ["the storage", { storageConfig: UNKNOWN }, "`(known after apply)`"],
    ["the secret storage", { storageConfig: "[secret]" }, "`(secret)`"],
    ["a prefix", { identifier: UNKNOWN }, "File names begin with a prefix (known after apply)."],
    ["a duration", { duration: UNKNOWN }, "of a length known after apply"],
    ["the streams", { targetStreams: UNKNOWN }, "Sliced: known after apply"],
    [
      "a number, by its own mark",
      { duration: "3eeb2bf0-c639-47a8-9e75-3b44932eb421" },
      "of a length known after apply",
    ],
    ["a room", { roomId: UNKNOWN }, "Room known after apply"],
  ])("%s", async (_what, inputs, words) => {
    const comment = await markdown([preview(step("create", "a", undefined, inputs))]);

    expect(comment).toContain(words);
    expect(comment).not.toMatch(/04da6b54|3eeb2bf0|\[secret\]/);
  });

  test("a policy knows the endpoint by the configuration in the preview", async () => {
    const overseas = step("create", "a", undefined, { storageConfig: tos("audio", "ap-southeast-1") });
    const abroad = { ...preview(overseas), config: { "volcengine:region": "ap-singapore-1" } };

    expect(await markdown([preview(overseas)])).toContain("storage-region-near-endpoint");
    expect(await markdown([abroad])).not.toContain("storage-region-near-endpoint");
  });

  test("a policy does not take a hidden bucket for a name", async () => {
    const config = new URL("../../fixtures/previews/policies.json", import.meta.url).pathname;
    const comment = await markdown(
      [preview(step("create", "a", undefined, { storageConfig: tos("[secret]") }))],
      config,
    );

    expect(comment).toContain("❔ open** `storage-bucket-allowed`");
    expect(comment).not.toContain("⛔ mandatory** `storage-bucket-allowed`");
  });
});

describe("a group", () => {
  const TYPE = "pulumi-nodejs:dynamic/volcengine-rtc:SegmentTaskGroup";
  const URN = `urn:pulumi:test::rooms::${TYPE}::fleet`;
  const inputs = { __owner: "rooms/test/fleet", appId: "661e2f8a9c1d4b0012a543cf", storageConfig: tos("audio") };
  const running = (...rooms: string[]) =>
    Object.fromEntries(
      rooms.map((room) => [room, { taskId: `fleet-00000000000${room}`, identifier: `id-${room}`, status: "running" }]),
    );
  const group = (op: string, before: object, after: object) => ({
    op,
    urn: URN,
    oldState: { type: TYPE, inputs: { ...inputs, ...before }, outputs: { ...inputs, ...before } },
    newState: { type: TYPE, inputs: { ...inputs, ...after } },
  });
  const kinds = (...changes: ReturnType<typeof changesOf>) =>
    Object.fromEntries(changes.map(({ kind, before, after }) => [(after ?? before)?.roomId, kind]));

  test("is told room by room", () => {
    const step = group(
      "update",
      { rooms: ["a", "b"], tasks: running("a", "b") },
      { rooms: { b: { duration: 40 }, c: {} } },
    );

    expect(kinds(...changesOf("s", step))).toMatchObject({ a: "stop", c: "start" });
  });

  test.each(["constructor", "__proto__", "__lobby", "hasOwnProperty"])(
    "has a room called %s like any other",
    (room) => {
      const rooms = (...names: string[]) => Object.fromEntries(names.map((name) => [name, {}]));
      const joins = group("update", { rooms: rooms("a"), tasks: running("a") }, { rooms: rooms("a", room) });
      const leaves = group("update", { rooms: rooms("a", room), tasks: running("a", room) }, { rooms: rooms("a") });

      expect(changesOf("s", joins).map(({ kind, after }) => [kind, after?.roomId])).toContainEqual(["start", room]);
      expect(changesOf("s", leaves).map(({ kind, before }) => [kind, before?.roomId])).toContainEqual(["stop", room]);
    },
  );

  test("that moves replaces the task of every room that stays", () => {
    const step = group("update", { rooms: ["a"], tasks: running("a") }, { rooms: ["a"], storageConfig: tos("other") });

    expect(changesOf("s", step)).toMatchObject([
      { kind: "replace", because: ["storageConfig"], order: { kind: "overlap" } },
    ]);
  });

  test("that is replaced as a whole still starts and stops single rooms", () => {
    const step = group(
      "replace",
      { rooms: ["a", "b"], tasks: running("a", "b") },
      { rooms: ["b", "c"], appId: "another" },
    );

    expect(kinds(...changesOf("s", step))).toEqual({ a: "stop", b: "replace", c: "start" });
  });

  test("whose rooms are not known yet ends none of them", async () => {
    const step = group("update", { rooms: ["a"], tasks: running("a") }, { rooms: UNKNOWN });
    const comment = await markdown([preview(step)]);

    expect(comment).toContain("Room known after apply");
    expect(comment).not.toMatch(/without any task|04da6b54/);
  });
});
