import { describe, expect, test } from "vitest";
import type { Step } from "#review/input/step";
import { markdown, preview, step, tos } from "./reviewed";

interface Move {
  region?: string;
  gap?: boolean;
}

/** The task of a room that moves to another bucket, as the engine plans it. */
function move(at: number, { region = "cn-beijing", gap = false }: Move = {}): Step {
  const room = `room-${at}`;
  const planned = step(
    "replace",
    room,
    { roomId: room, taskId: `a-${at}`, identifier: `made-up-${at}` },
    { roomId: room, taskId: `b-${at}`, storageConfig: tos("archive", region) },
  );
  const flags = gap ? { pendingReplacement: true } : { delete: true };
  return { ...planned, oldState: { ...planned.oldState, ...flags } };
}

const moves = (count: number, special: Record<number, Move> = {}) =>
  Array.from({ length: count }, (_, at) => move(at, special[at]));

const aboveTheFold = (comment: string) => comment.split("<details>")[0]?.split("\n") ?? [];

describe("the same change in many rooms", () => {
  test("is one sentence, one row and one change, in at most 60 lines", async () => {
    const comment = await markdown([preview(...moves(40))]);

    expect(comment.split("\n").length).toBeLessThanOrEqual(60);
    expect(comment).toContain("**40 rooms change bucket: their tasks are replaced, overlapping.**");
    expect(comment.match(/^\| `room/gm)).toHaveLength(1);
    expect(comment).toContain(
      "| `room-0`, `room-1`, `room-2` and 37 more | `tos cn-beijing/audio` → `tos cn-beijing/archive` |",
    );
    expect(comment.match(/are replaced, because/g)).toHaveLength(1);
    expect(comment).not.toContain("made-up");
  });

  test("has every room in a fold, in the order in which people count", async () => {
    const comment = await markdown([preview(...moves(40).reverse())]);

    const [, fold = ""] = comment.split("<summary>All rooms</summary>");
    expect(fold.match(/`room-\d+`/g)?.slice(-40)).toEqual(Array.from({ length: 40 }, (_, at) => `\`room-${at}\``));
  });

  test("fits on one screen for 5,000 rooms", async () => {
    const comment = await markdown([preview(...moves(5_000))]);

    expect(comment).toContain("**5000 rooms change bucket: their tasks are replaced, overlapping.**");
    expect(aboveTheFold(comment).length).toBeLessThanOrEqual(25);
  });

  test("lets what differs stand out: each is named above the fold", async () => {
    const special = { 7: { gap: true }, 23: { gap: true }, 11: { region: "ap-southeast-1" } };
    const comment = await markdown([preview(...moves(40, special))]);

    expect(comment).toContain(
      "**40 rooms change bucket: their tasks are replaced, 2 of 40 with a gap; 1 room's audio leaves",
    );
    const [caution = ""] = comment.split("\n\n|");
    expect(caution).toContain("Audio of room `room-11` leaves mainland China for Malaysia");
    expect(caution).toContain("Rooms `room-7` and `room-23` are not sliced between");
    expect(aboveTheFold(comment).filter((line) => line.startsWith("| `room"))).toEqual([
      expect.stringContaining("| `room-11` | `tos cn-beijing/audio` → `tos ap"),
      expect.stringContaining("| `room-7` and `room-23` | `tos"),
      expect.stringContaining("| `room-0`, `room-1`, `room-2` and 34 more | `tos"),
    ]);
  });

  test("tells each danger once", async () => {
    const gone = Array.from({ length: 30 }, (_, at) => step("delete", `t-${at}`, { roomId: `r-${at}` }, undefined));
    const comment = await markdown([preview(...gone)]);

    expect(comment).toContain(
      "> - Rooms `r-0`, `r-1`, `r-2` and 27 more are left without any task: nothing slices their audio any more.",
    );
    expect(comment.match(/^> - /gm)).toHaveLength(1);
  });

  test("names a few rooms in full", async () => {
    expect(await markdown([preview(...moves(4))])).toContain("**Rooms `room-0`, `room-1`, `room-2` and `room-3`**");
    expect(await markdown([preview(...moves(4))])).not.toContain("All rooms");
  });

  test("is told for each stack", async () => {
    const other = { ...preview(...moves(3)), stack: "rooms/other" };

    expect((await markdown([preview(...moves(3)), other])).match(/are replaced, because/g)).toHaveLength(2);
  });

  test("folds what policies say when it is much", async () => {
    const tasks = Array.from({ length: 20 }, (_, at) =>
      step("create", `t-${at}`, undefined, { roomId: `r-${at}`, duration: 500 + at }),
    );
    const comment = await markdown([preview(...tasks)]);

    expect(aboveTheFold(comment).filter((line) => line.includes("slice-duration-limit"))).toHaveLength(6);
    expect(comment).toContain("<details><summary>14 more verdicts</summary>");
  });
});
