import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPreviews } from "#review/input/preview";
import { type Format, review } from "#review/review";
import { markdown, preview, previewText, step } from "./reviewed";

const POLICIES = new URL("../../fixtures/previews/policies.json", import.meta.url).pathname;

describe("one preview gives one comment", () => {
  test.each<[fixture: string, format: Format]>([
    ["every-kind", "markdown"],
    ["secrets", "markdown"],
    ["refreshed", "markdown"],
    ["every-kind", "text"],
    ["every-kind", "json"],
  ])("for %s, as %s, in any order of steps", async (fixture, format) => {
    const printed = JSON.parse(previewText(fixture)) as { steps: object[] };
    const written = async (steps: object[]) => {
      const previews = readPreviews(JSON.stringify({ ...printed, steps }), "a file");
      return (await review(previews, { format, policyConfig: POLICIES })).output;
    };
    const expected = await written(printed.steps);
    const { length } = printed.steps;

    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(printed.steps, { minLength: length }), async (steps) => {
        expect(await written(steps)).toBe(expected);
      }),
      { numRuns: 20 },
    );
  });

  test("with rooms in the order in which people count, whatever their resources are called", async () => {
    const rooms = { a: "room-11", b: "room-2", c: "room-1" };
    const steps = Object.entries(rooms).map(([name, roomId]) => step("create", name, undefined, { roomId }));

    expect(await markdown([preview(...steps)])).toContain("**Rooms `room-1`, `room-2` and `room-11`");
  });
});
