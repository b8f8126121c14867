import { describe, expect, it } from "vitest";
import { UNKNOWN } from "#inputs/unknown";
import { checkSegmentTaskGroup } from "#segment/group/check-segment-task-group";
import { roomInputs } from "#segment/group/room-inputs";
import { validateGroup } from "#segment/group/schema";

const TOS = { type: "tos", accountId: "2100000990", bucket: "room-audio" } as const;
const base = { appId: "app1", storageConfig: TOS };

function problems(inputs: unknown): Record<string, string> {
  const validation = validateGroup(inputs);
  return validation.valid === false
    ? Object.fromEntries(validation.problems.map(({ path, message }) => [path, message]))
    : {};
}

describe("the rooms of a group", () => {
  it("may be a list or an object of settings", () => {
    expect(validateGroup({ ...base, rooms: ["lobby", "stage"] })).toMatchObject({ valid: true });
    expect(validateGroup({ ...base, rooms: { lobby: {}, stage: { duration: 5 } } })).toMatchObject({ valid: true });
    expect(validateGroup({ ...base, rooms: [] })).toMatchObject({ valid: true });
  });

  it("must be given", () => {
    expect(problems(base)).toEqual({ rooms: expect.stringContaining("is required: a list of room ids") });
    expect(problems({ ...base, rooms: "lobby" })).toEqual({ rooms: expect.stringContaining("a list of room ids") });
  });

  it("are each named once", () => {
    expect(problems({ ...base, rooms: ["lobby", "stage", "lobby"] })).toEqual({
      rooms: "names lobby more than once; name every room once",
    });
  });

  it("have valid ids", () => {
    expect(Object.keys(problems({ ...base, rooms: ["lobby", "no room"] }))).toEqual(["rooms[1]"]);
    expect(problems({ ...base, rooms: { "no room": {} } })).toEqual({
      "rooms.no room":
        '"no room" is not a valid id; use 1 to 128 letters, digits, "_", "@", "-" or "." (a room whose audio is cut into slices)',
    });
  });

  it("may have names that the API gives to something else", () => {
    expect(validateGroup({ ...base, rooms: { AppId: {}, Duration: {} } })).toMatchObject({ valid: true });
  });

  it("are told the API's spelling of their settings, with what to write instead", () => {
    expect(problems({ ...base, rooms: { lobby: { Duration: 5 } } })).toEqual({
      "rooms.lobby.Duration": "is the API's spelling; write duration",
    });
  });

  it("have their settings checked like those of a task, with the path of each", () => {
    const rooms = {
      lobby: { targetStreams: [{ userId: "host" }, { userId: "" }] },
      stage: { duration: 0, maxIdleTime: 86_401 },
      yard: { control: { redundantDuration: -1 } },
    };
    expect(Object.keys(problems({ ...base, rooms })).sort()).toEqual([
      "rooms.lobby.targetStreams[1].userId",
      "rooms.stage.duration",
      "rooms.stage.maxIdleTime",
      "rooms.yard.control.redundantDuration",
    ]);
  });

  it("can't have settings that only the group has, and misspelt ones are suggested", () => {
    const found = problems({ ...base, rooms: { lobby: { storageConfig: TOS }, stage: { duratoin: 5 } } });
    expect(found["rooms.lobby.storageConfig"]).toContain("is not an argument");
    expect(found["rooms.stage.duratoin"]).toContain('"duration"');
  });

  it("are taken on trust while they are not known", () => {
    expect(validateGroup({ ...base, rooms: UNKNOWN })).toEqual({ valid: "asFarAsKnown" });
    expect(validateGroup({ ...base, rooms: ["lobby", UNKNOWN] })).toEqual({ valid: "asFarAsKnown" });
    expect(validateGroup({ ...base, rooms: { lobby: { duration: UNKNOWN } } })).toEqual({ valid: "asFarAsKnown" });
    expect(Object.keys(problems({ ...base, rooms: { lobby: UNKNOWN, stage: { duration: 0 } } }))).toEqual([
      "rooms.stage.duration",
    ]);
  });
});

describe("a group", () => {
  it("takes neither a room id nor a task id of its own", () => {
    expect(Object.keys(problems({ ...base, rooms: ["lobby"], roomId: "lobby", taskId: "mine" })).sort()).toEqual([
      "roomId",
      "taskId",
    ]);
  });

  it.each([0, 1001, 1.5, "8"])("refuses %j as its concurrency", (maxConcurrency) => {
    expect(problems({ ...base, rooms: ["lobby"], maxConcurrency })).toEqual({
      maxConcurrency: "is not valid; use a whole number from 1 to 1000",
    });
  });

  it("shows no credential in any of its problems", () => {
    const credentials = { accessKey: "CANARY-ACCESS", secretKey: 7, sessionToken: "CANARY-TOKEN" };
    const storageConfig = { type: "custom", vendor: "s3", bucket: "b", credentials };
    const found = problems({ ...base, rooms: { lobby: { duration: 0 } }, storageConfig });
    expect(JSON.stringify(found)).not.toContain("CANARY");
    expect(Object.keys(found)).toContain("storageConfig.credentials.secretKey");
  });
});

describe("the prefix of a room's files", () => {
  const identifiers = (group: object) =>
    [...roomInputs({ ...base, rooms: [], ...group }).values()].map(({ identifier }) => identifier);

  it("is the group's with the room's id, so that no two rooms share one", () => {
    expect(identifiers({ identifier: "audio", rooms: ["lobby", "stage"] })).toEqual(["audio-lobby", "audio-stage"]);
  });

  it("is the room's own where it has one", () => {
    expect(identifiers({ identifier: "audio", rooms: { lobby: { identifier: "front" }, stage: {} } })).toEqual([
      "front",
      "audio-stage",
    ]);
  });

  it("is left to the API without a group's", () => {
    expect(identifiers({ rooms: ["lobby"] })).toEqual([undefined]);
  });

  it("stays valid and unique when both parts are long", () => {
    const rooms = ["a", "b"].map((end) => `${"r".repeat(127)}${end}`);
    const found = identifiers({ identifier: "p".repeat(100), rooms });
    expect(new Set(found).size).toBe(2);
    for (const identifier of found) expect(identifier).toMatch(/^[a-zA-Z0-9_@\-.]{1,128}$/);
  });

  it("is refused when it is also another room's, as their files would be overwritten", () => {
    const rooms = { lobby: { identifier: "audio-stage" }, stage: {} };
    expect(problems({ ...base, identifier: "audio", rooms })).toEqual({
      "rooms.stage.identifier": expect.stringContaining('"audio-stage" is also the prefix of room lobby'),
    });
  });
});

describe("the check of a group without an engine", () => {
  it("finds nothing wrong with a valid group", async () => {
    expect(await checkSegmentTaskGroup({ ...base, rooms: { lobby: { duration: 5 } } })).toEqual([]);
  });

  it("finds all that the provider would refuse, and the mark of a value that the provider would wait for", async () => {
    const rooms = { lobby: { duration: 0, handle: "yes" }, stage: { identifier: UNKNOWN } };
    const found = await checkSegmentTaskGroup({ ...base, rooms });
    expect(found.map(({ path }) => path)).toEqual(["rooms.lobby.duration", "rooms.lobby.handle", ""]);
    expect(found.at(-1)?.message).toContain(UNKNOWN);
  });

  it("takes anything", async () => {
    expect(await checkSegmentTaskGroup(null)).toHaveLength(1);
  });
});
