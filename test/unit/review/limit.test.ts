import { describe, expect, test } from "vitest";
import { readPreviews } from "#review/input/preview";
import { markdown, preview, previewText, step, tos } from "./reviewed";

const LIMIT = 65_536;
const POLICIES = new URL("../../fixtures/previews/policies.json", import.meta.url).pathname;

/** Tasks that move, each to a place of its own, so that no two of them can be told together. */
const rooms = (count: number, name: (at: number) => string = (at) => `room-${at}`) =>
  Array.from({ length: count }, (_, at) =>
    step(
      "replace",
      name(at),
      { roomId: `r${at}`, taskId: `a${at}` },
      {
        roomId: `r${at}`,
        storageConfig: { type: "custom", vendor: "obs", bucket: `bucket-${at}`, region: at, credentials: "[secret]" },
        taskId: `b${at}`,
      },
    ),
  );

describe("a comment that would be too long", { timeout: 60_000 }, () => {
  test("keeps the summary and counts what was cut", async () => {
    const comment = await markdown([preview(...rooms(2_000))], POLICIES);

    expect(comment.length).toBeLessThanOrEqual(LIMIT);
    expect(comment.length).toBeGreaterThan(LIMIT / 2);
    expect(comment).toContain("**2000 rooms change bucket: their tasks are replaced, overlapping");
    const shown = comment.match(/^\| `room-/gm)?.length ?? 0;
    expect(comment).toContain(`… and ${2_000 - shown} more storage changes, cut to fit the comment.`);
    expect(comment).toMatch(/… and \d+ more dangers, cut/);
    expect(comment).toMatch(/… and \d+ more verdicts, cut/);
    expect(comment).toMatch(/… and \d+ more changes, cut/);
    expect(comment).toContain("<summary><b>What happens</b>: 2000 changes</summary>");
    expect(comment).toContain("</details>");
  });

  test("fits with the longest names and many stacks too", async () => {
    const stacks = Array.from({ length: 300 }, (_, at) => ({
      ...preview(...rooms(3, (room) => `${"\u202e|`".repeat(3_000)}${room}`)),
      stack: `stack ${at} ${"long ".repeat(60)}`,
    }));

    expect((await markdown(stacks)).length).toBeLessThanOrEqual(LIMIT);
  });

  test("cuts the names of rooms where they are too many, and nothing else", async () => {
    const moves = Array.from({ length: 9_000 }, (_, at) =>
      step(
        "replace",
        `room-${at}`,
        { roomId: `r${at}` },
        { roomId: `r${at}`, storageConfig: tos("archive"), taskId: "b" },
      ),
    );
    const comment = await markdown([preview(...moves)]);

    expect(comment.length).toBeLessThanOrEqual(LIMIT);
    expect(comment.match(/cut to fit/g)).toHaveLength(1);
    const named = /\*\*: (`r0`.*`)$/m.exec(comment)?.[1]?.split(", ").length ?? 0;
    expect(comment).toContain(`… and ${9_000 - named} more rooms, cut to fit the comment.`);
  });

  test("is not cut when it fits", async () => {
    expect(await markdown(readPreviews(previewText("every-kind"), "a file"))).not.toContain("cut to fit");
  });
});
