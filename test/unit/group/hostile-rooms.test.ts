import { describe, expect } from "vitest";
import { SegmentTaskGroup } from "#dynamic/group/resource";
import { validateGroup } from "#segment/group/schema";
import { TOS } from "#test/support/segment-inputs";
import { it } from "./fleet-test";

describe("rooms whose names mean something to JavaScript", () => {
  const names = ["constructor", "hasOwnProperty", "toString"];

  it.for([
    ["a list", names],
    ["an object", Object.fromEntries(names.map((name) => [name, {}]))],
  ])("are rooms like any other, given as %s", async ([_, rooms], { fleet }) => {
    await fleet.up(rooms);
    expect(await fleet.running()).toEqual([...names].sort());
    expect(await fleet.up(rooms)).toEqual([]);
    await fleet.engine.refresh();
    expect(await fleet.up(["constructor"])).toEqual(["StopSegment hasOwnProperty", "StopSegment toString"]);
    await fleet.engine.destroy();
    expect(await fleet.running()).toEqual([]);
  });

  it("are refused where Pulumi would lose them", () => {
    const problem = "gets lost between Pulumi's processes; use a SegmentTask";
    const rooms = ["lobby", "__proto__"];
    expect(validateGroup({ appId: "app1", storageConfig: TOS, rooms })).toMatchObject({
      valid: false,
      problems: [{ path: "rooms[1]", message: expect.stringContaining(problem) }],
    });
    const args = { appId: "app1", storageConfig: TOS, rooms: JSON.parse('{"lobby": {}, "__proto__": {}}') };
    expect(validateGroup(args)).toMatchObject({
      valid: false,
      problems: [{ path: "rooms.__proto__", message: expect.stringContaining(problem) }],
    });
    expect(() => new SegmentTaskGroup("fleet", args)).toThrow(problem);
  });
});
