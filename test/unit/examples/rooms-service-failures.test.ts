import { describe, expect, it } from "vitest";
import { GroupError, type RoomFailure } from "#segment/group/failure";
import { failuresIn } from "../../../examples/rooms-service/failures";

const owner = { kind: "group", project: "p", stack: "s", parents: "", name: "rooms" } as const;
const failed = (roomId: string, reason: string): RoomFailure => ({ kind: "failed", roomId, error: new Error(reason) });
const THROWN = new Error("code: 255\n stderr: Command failed\nerror: the passphrase is wrong\n");

describe("what the example of a service reads from a failed up", () => {
  it("is the reason of each room, as the group's error tells it", () => {
    const error = new GroupError(
      { owner },
      "changed",
      [failed("a", "x: y"), failed("b.c", "x: y"), failed("d", "z")],
      "",
    );
    // With a bullet before each, where the engine keeps the group, and without.
    for (const told of [error.message, `4 errors occurred:\n\t* ${error.reasons.join("\n\t* ")}\n\n`]) {
      const { rooms, others } = failuresIn(told, THROWN);
      expect(Object.fromEntries(rooms)).toEqual({ a: "x: y", "b.c": "x: y", d: "z" });
      expect(others).toBeUndefined();
    }
  });

  it("is another reason for the rooms that were not attempted", () => {
    const more: RoomFailure = { kind: "notAttempted", rooms: 2 };
    const { others } = failuresIn(new GroupError({ owner }, "started", [failed("a", "x"), more], "").message, THROWN);
    expect(others).toBe("not attempted, as everything just before had failed");
  });

  it("holds for all rooms where it names none", () => {
    expect(failuresIn("SegmentTaskGroup rooms: no room was touched\n", THROWN)).toMatchObject({
      others: "SegmentTaskGroup rooms: no room was touched",
    });
    expect(failuresIn("", THROWN)).toMatchObject({ others: "the passphrase is wrong" });
  });
});
