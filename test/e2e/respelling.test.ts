import { describe, expect } from "vitest";
import { S3, TOS, task, tasks } from "./support/program";
import type { PreviewStep } from "./support/stack";
import { test } from "./support/stack-test";

const { region: _, ...TOS_WITHOUT_REGION } = TOS;
const OSS = { ...S3, vendor: "oss" };

/** Two ways to write the same thing. */
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
  "an empty control": [{}, { control: {} }],
  "streams in another order": [
    { targetStreams: [{ userId: "a" }, { userId: "b", streamType: "screen" }] },
    {
      targetStreams: [
        { userId: "b", streamType: "screen" },
        { userId: "a", streamType: "normal" },
      ],
    },
  ],
  "a region as its integer": [{ storageConfig: TOS }, { storageConfig: { ...TOS, region: 2 } }],
  "a region as its word": [{ storageConfig: { ...S3, region: 3 } }, { storageConfig: S3 }],
  "the default region left out": [
    { storageConfig: { ...TOS, region: "cn-beijing" } },
    { storageConfig: TOS_WITHOUT_REGION },
  ],
  "a region with its prefix": [
    { storageConfig: { ...OSS, region: "cn-hangzhou" } },
    { storageConfig: { ...OSS, region: "oss-cn-hangzhou" } },
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
