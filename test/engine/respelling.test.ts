import { describe, expect } from "vitest";
import { TOS, task, tasks } from "#test/e2e/support/program";
import type { PreviewStep } from "#test/e2e/support/stack";
import { test } from "#test/e2e/support/stack-test";

/** Two ways to write the same thing: something added, left out, or written in another way. */
const RESPELLINGS: Record<string, [before: Record<string, unknown>, after: Record<string, unknown>]> = {
  "all defaults written out": [
    {},
    {
      maxIdleTime: 180,
      duration: 20,
      handle: true,
      targetStreams: [],
      control: { align: false, mixed: false, ignoreSilence: false, redundantDuration: 0 },
      adopt: false,
      whenEnded: "restart",
      triggers: [],
    },
  ],
  "defaults left out": [{ maxIdleTime: 180, duration: 20, handle: true, control: { align: false } }, {}],
  "another order and another word": [
    { storageConfig: TOS, targetStreams: [{ userId: "a" }, { userId: "b", streamType: "screen" }] },
    {
      storageConfig: { ...TOS, region: 2 },
      targetStreams: [
        { userId: "b", streamType: "screen" },
        { userId: "a", streamType: "normal" },
      ],
    },
  ],
  "an identifier no longer given": [{ identifier: "given" }, {}],
};

const programOf = (side: 0 | 1) =>
  tasks(
    Object.fromEntries(
      Object.entries(RESPELLINGS).map(([name, sides]) => [name, task(name.replaceAll(" ", "-"), sides[side])]),
    ),
  );

describe("the same task written in another way", () => {
  let steps: Record<string, PreviewStep>;

  test.beforeAll(async ({ stack, emulator }) => {
    const first = await stack.up(programOf(0));
    expect(first).toMatchObject({ code: 0 });
    await emulator.admin.clearCalls();
    steps = await stack.previewSteps(programOf(1));
  });

  test.each(Object.keys(RESPELLINGS))("%s changes nothing", (name) => {
    expect(steps[name]).toBeUndefined();
  });

  test("up agrees with the preview and calls nothing", async ({ stack, emulator }) => {
    const result = await stack.up(undefined, "--expect-no-changes");
    expect(result).toMatchObject({ code: 0 });
    expect(await emulator.admin.calls()).toEqual([]);
  });

  test("a refresh after it finds no drift, and the up after that nothing to do", async ({ stack }) => {
    const refresh = await stack.refresh("--expect-no-changes");
    expect(refresh).toMatchObject({ code: 0 });
    const up = await stack.up(undefined, "--expect-no-changes");
    expect(up).toMatchObject({ code: 0 });
  });
});
