import { runtime } from "@pulumi/pulumi";
import { describe, expect } from "vitest";
import { UNKNOWN } from "#inputs/unknown";
import { Fleet } from "./fleet";
import { it } from "./fleet-test";

describe("a group of rooms", () => {
  it("starts one task for each room and knows them all", async ({ fleet }) => {
    await fleet.up(["lobby", "stage", "yard"], { duration: 30 });
    expect(await fleet.running()).toEqual(["lobby", "stage", "yard"]);
    expect(fleet.engine.resource).toMatchObject({ id: "app1/fleet", outputs: { running: 3, total: 3 } });
    const stage = await fleet.task("stage");
    expect(fleet.tasks.stage).toEqual({
      taskId: stage?.TaskId,
      identifier: stage?.Identifier,
      status: "running",
      startTime: new Date(stage?.StartTime ?? 0).toISOString(),
    });
  });

  it("gives a room its own settings where it has them", async ({ fleet }) => {
    const lobby = {
      duration: 5,
      handle: false,
      identifier: "front",
      maxIdleTime: 60,
      control: { align: true },
      targetStreams: [{ userId: "host" }],
    };
    await fleet.up({ lobby, stage: {} }, { duration: 30, identifier: "audio" });
    expect(await fleet.task("lobby")).toMatchObject({
      Duration: 5,
      Handle: false,
      Identifier: "front",
      MaxIdleTime: 60,
      Control: { Align: true },
      TargetStreams: { StreamList: [{ UserId: "host" }] },
    });
    expect(await fleet.task("stage")).toMatchObject({ Duration: 30, Handle: true, Identifier: "audio-stage" });
  });

  it("changes nothing when nothing changes, however the rooms are written", async ({ fleet }) => {
    await fleet.up(["lobby", "stage"]);
    expect(await fleet.up(["lobby", "stage"])).toEqual([]);
    expect(await fleet.up({ stage: {}, lobby: { duration: 20 } })).toEqual([]);
  });

  it("touches just the rooms that change", async ({ fleet }) => {
    await fleet.up(["cellar", "lobby", "stage", "yard"]);
    const before = { ...fleet.tasks };

    const calls = await fleet.up({ attic: {}, lobby: { duration: 30 }, stage: { maxIdleTime: 60 }, yard: {} });

    expect(calls.sort()).toEqual([
      "StartSegment attic",
      "StartSegment stage",
      "StopSegment cellar",
      "StopSegment stage",
      "UpdateSegment lobby",
    ]);
    expect(await fleet.running()).toEqual(["attic", "lobby", "stage", "yard"]);
    expect(Object.keys(fleet.tasks).sort()).toEqual(["attic", "lobby", "stage", "yard"]);
    expect(fleet.tasks.yard).toEqual(before.yard);
    expect(fleet.tasks.lobby).toEqual(before.lobby);
    expect(fleet.tasks.stage?.taskId).not.toBe(before.stage?.taskId);
    expect(await fleet.task("lobby")).toMatchObject({ Duration: 30 });
    expect(await fleet.task("stage")).toMatchObject({ MaxIdleTime: 60 });
  });

  it("is replaced as a whole only when the app changes", async ({ fleet }) => {
    await fleet.up(["lobby", "stage"]);
    const calls = await fleet.up(["lobby", "stage"], { appId: "app2" });
    expect(calls.slice(0, 2).sort()).toEqual(["StartSegment lobby", "StartSegment stage"]);
    expect(calls.slice(2).sort()).toEqual(["StopSegment lobby", "StopSegment stage"]);
    expect(fleet.engine.resource?.id).toBe("app2/fleet");
  });

  it("can be empty, and comes to nothing", async ({ fleet }) => {
    await fleet.up([]);
    expect(fleet.engine.resource?.outputs).toMatchObject({ tasks: {}, running: 0, total: 0 });
    await fleet.up(["lobby"]);
    await fleet.up([]);
    expect(await fleet.running()).toEqual([]);
  });

  it("stops all its tasks when it is deleted, ended ones left alone", async ({ fleet }) => {
    await fleet.up(["lobby", "stage"]);
    await fleet.endTask("stage");
    await fleet.engine.refresh();
    await fleet.emulator.admin.clearCalls();
    await fleet.engine.destroy();
    expect((await fleet.emulator.admin.calls()).map(({ action, RoomId }) => [action, RoomId]).sort()).toEqual([
      // One look for the whole group, and one at what is over, to be sure of it.
      ["GetSegmentTask", "lobby"],
      ["GetSegmentTask", "stage"],
      ["StopSegment", "lobby"],
    ]);
    expect(await fleet.running()).toEqual([]);
  });
});

describe("a refresh of a group", () => {
  it("shows ended rooms, and the next up starts just those", async ({ fleet }) => {
    await fleet.up(["lobby", "stage"]);
    await fleet.endTask("stage");

    await fleet.engine.refresh();

    expect(fleet.engine.resource?.outputs).toMatchObject({ running: 1, total: 2 });
    expect(fleet.tasks.stage).toMatchObject({ status: "ended", stopReason: "UserDisconnect" });
    expect(fleet.tasks.stage?.endTime).toBeDefined();
    expect(await fleet.up(["lobby", "stage"])).toEqual(["StartSegment stage"]);
    expect(fleet.tasks.stage).toMatchObject({ status: "running" });
  });

  it("shows rooms that the API has forgotten as ended", async ({ fleet }) => {
    await fleet.up(["lobby", "stage"]);
    const taskId = fleet.tasks.stage?.taskId ?? "";
    await fleet.emulator.admin.forgetTask({ appId: "app1", roomId: "stage", taskId });
    await fleet.engine.refresh();
    expect(fleet.tasks.stage).toMatchObject({ status: "ended" });
  });

  it("leaves an ended room alone when it is to be kept", async ({ fleet }) => {
    await fleet.up(["lobby", "stage"], { whenEnded: "keep" });
    await fleet.endTask("stage");
    await fleet.engine.refresh();
    expect(await fleet.up(["lobby", "stage"], { whenEnded: "keep" })).toEqual([]);
    expect(await fleet.up(["lobby", "stage"], { whenEnded: "restart" })).toEqual(["StartSegment stage"]);
  });

  it("finds settings that were changed behind Pulumi's back, and the next up puts them right", async ({ fleet }) => {
    await fleet.up(["lobby", "stage"], { duration: 30 });
    const key = { AppId: "app1", RoomId: "stage", TaskId: fleet.tasks.stage?.taskId ?? "" };
    await fleet.client.update({ ...key, Duration: 7 }, fleet.client.operation());

    await fleet.engine.refresh();

    expect(fleet.tasks.stage?.drift).toEqual({ duration: 7 });
    expect(await fleet.up(["lobby", "stage"], { duration: 30 })).toEqual(["UpdateSegment stage"]);
    expect(await fleet.task("stage")).toMatchObject({ Duration: 30 });
    expect(fleet.tasks.stage?.drift).toBeUndefined();
  });

  it("keeps what started so long ago that the API can't tell", async ({ fleet }) => {
    await fleet.up(["lobby"], { maxIdleTime: 86_400 });
    const longAgo = new Date(Date.now() - 73 * 3600 * 1000).toISOString();
    fleet.engine.rewind(fleet.engine.state.replace(fleet.tasks.lobby?.startTime ?? "", longAgo));
    await fleet.emulator.admin.forgetTask({ appId: "app1", roomId: "lobby", taskId: fleet.tasks.lobby?.taskId ?? "" });
    await fleet.engine.refresh();
    expect(fleet.tasks.lobby).toMatchObject({ status: "unknown", startTime: longAgo });
    expect(await fleet.up(["lobby"], { maxIdleTime: 86_400 })).toEqual([]);
  });
});

describe("a task that already runs in a room", () => {
  const start = async (fleet: Fleet, change: object) => {
    await fleet.up(["lobby"]);
    const taskId = fleet.tasks.lobby?.taskId ?? "";
    await fleet.engine.destroy();
    const key = { AppId: "app1", RoomId: "lobby", TaskId: taskId };
    const StorageConfig = { Type: 0, TosConfig: { AccountId: "2100000990", Bucket: "room-audio", Region: 0 } };
    await fleet.client.start({ ...key, StorageConfig, ...change }, fleet.client.operation());
  };

  it.for([
    ["it has", {}],
    ["it has but for what can be updated", { Duration: 7 }],
  ] as const)(
    "is the group's own by the derived id and the settings %s, and is started anew",
    async ([_, change], { fleet }) => {
      await start(fleet, change);
      expect(await fleet.up(["lobby"])).toEqual(["StopSegment lobby", "StartSegment lobby"]);
      expect(fleet.tasks.lobby).toMatchObject({ status: "running" });
      expect(await fleet.task("lobby")).toMatchObject({ Duration: 20 });
    },
  );

  it("is an error when it differs in more, which says how to take it over", async ({ fleet }) => {
    await start(fleet, { MaxIdleTime: 7 });
    const error = await fleet.upFails(["lobby"]);
    expect(error.message).toContain("differs from these inputs in maxIdleTime");
    expect(error.message).toContain("adopt: true");
    expect(fleet.engine.resource).toBeUndefined();
  });

  it("is taken over with adopt", async ({ fleet }) => {
    await start(fleet, { MaxIdleTime: 7 });
    expect(await fleet.up(["lobby"], { adopt: true })).toEqual(["StopSegment lobby", "StartSegment lobby"]);
    expect(await fleet.task("lobby")).toMatchObject({ MaxIdleTime: 180 });
  });
});

describe("a preview of a group", () => {
  const preview = async (fleet: Fleet, rooms: unknown, change = {}) => {
    const old = fleet.engine.resource;
    fleet.lines.length = 0;
    return fleet.provider.diff(old?.id ?? "", old?.outputs ?? {}, Fleet.inputs(rooms, change));
  };

  it("says in words what will happen in which room", async ({ fleet }) => {
    await fleet.up(["lobby", "stage", "yard"]);
    expect(await preview(fleet, { lobby: { duration: 30 }, stage: { maxIdleTime: 60 }, attic: {} })).toEqual({
      changes: true,
      fields: ["rooms"],
      unseen: false,
    });
    expect(fleet.lines).toEqual([
      "SegmentTaskGroup fleet: 1 room to start (attic); 1 room to stop (yard); " +
        "1 room to restart (stage for its maxIdleTime); 1 room to update in place (lobby for its duration)",
    ]);
  });

  it("says nothing when nothing will", async ({ fleet }) => {
    await fleet.up(["lobby"]);
    expect(await preview(fleet, { lobby: {} })).toEqual({ changes: false });
    expect(fleet.lines).toEqual([]);
  });

  it("works while the rooms, a room or the app are not known yet", async ({ fleet }) => {
    await fleet.up(["lobby"]);
    expect(await preview(fleet, UNKNOWN)).toMatchObject({ changes: true, fields: ["rooms"] });
    expect(fleet.lines).toEqual(["SegmentTaskGroup fleet: the rooms are not known yet"]);
    expect(await preview(fleet, ["lobby", UNKNOWN])).toMatchObject({ changes: true, fields: ["rooms"] });
    expect(await preview(fleet, ["lobby"], { appId: UNKNOWN })).toMatchObject({ replaces: ["appId"] });
    const unknown = await fleet.provider.check({}, Fleet.inputs(UNKNOWN));
    expect(unknown.failures).toBeUndefined();
  });
});

describe("third-party keys of a group", () => {
  const credentials = { accessKey: "CANARY-ACCESS", secretKey: "CANARY-SECRET" };
  const storageConfig = { type: "custom", vendor: "s3", bucket: "room-audio", region: "us-east-1", credentials };

  it("are secret whether or not the user marked them", async ({ fleet }) => {
    const { inputs } = await fleet.provider.check({}, Fleet.inputs(["lobby"], { storageConfig }));
    expect(inputs?.storageConfig).toMatchObject({
      credentials: { [runtime.specialSigKey]: runtime.specialSecretSig, value: credentials },
    });
  });

  it("stand in no room's state, no line and no error", async ({ fleet }) => {
    await fleet.emulator.admin.addFault({
      action: "StartSegment",
      calls: "first",
      kind: { type: "error", status: 400, code: "AccessDenied.ServiceNotEnabled" },
    });
    const error = await fleet.upFails(["lobby", "stage"], { storageConfig });
    const told = JSON.stringify([error.message, error.reasons, fleet.lines, fleet.tasks]);
    expect(told).toContain("Switch on audio segment");
    expect(told).not.toContain("CANARY");
  });
});
