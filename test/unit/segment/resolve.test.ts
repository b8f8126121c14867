import { describe, expect, it } from "vitest";
import type { SegmentInputs } from "#segment/inputs";
import { resolve } from "#segment/resolve";
import { writtenInputs, writtenPaths } from "#segment/written";
import { custom, FULL, S3, TOS, task } from "#test/support/segment-inputs";

describe("resolve", () => {
  it("fills in every documented default", () => {
    expect(resolve(task())).toEqual({
      appId: "app1",
      roomId: "lobby",
      taskId: "task1",
      maxIdleTime: 180,
      duration: 20,
      handle: true,
      targetStreams: [],
      storageConfig: { ...TOS, region: "cn-beijing" },
      control: { align: false, mixed: false, ignoreSilence: false, redundantDuration: 0 },
      adopt: false,
      whenEnded: "restart",
    });
  });

  it.each([
    ["s3", "us-east-1"],
    ["oss", "cn-hangzhou"],
  ])("names the region the API takes silently for %s", (vendor, region) => {
    const storageConfig = { ...S3, vendor } as SegmentInputs["storageConfig"];
    expect(resolve(task({ storageConfig })).storageConfig.region).toBe(region);
  });

  it("changes nothing that was written", () => {
    expect(resolve(FULL)).toEqual(FULL);
    expect(resolve(task({ storageConfig: { ...TOS, region: 2 } })).storageConfig.region).toBe(2);
  });
});

describe("the inputs a user wrote", () => {
  const roundTrip = (inputs: ReturnType<typeof task>) => writtenInputs(resolve(inputs), writtenPaths(inputs));

  it.each([
    ["the shortest task", task()],
    ["every argument", FULL],
    ["defaults spelled out", resolve(task())],
    ["an empty control", task({ control: {} })],
    ["one part of control", task({ control: { redundantDuration: 0 } })],
    ["an empty list of streams", task({ targetStreams: [] })],
    ["a region as integer", task({ storageConfig: custom({ region: 3 }) })],
  ])("come back from the resolved state: %s", (_, inputs) => {
    expect(roundTrip(inputs)).toEqual(inputs);
  });

  it("come back with the values the task has now", () => {
    const inputs = task({ duration: 30, control: { mixed: true } });
    const live = { ...resolve(inputs), duration: 40, handle: false };
    expect(writtenInputs(live, writtenPaths(inputs))).toEqual({ ...inputs, duration: 40 });
  });

  it("are taken from a copy, so the state stays whole", () => {
    const state = resolve(task());
    writtenInputs(state, "");
    expect(state).toEqual(resolve(task()));
  });
});
