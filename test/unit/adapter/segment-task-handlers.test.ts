import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SegmentTaskHandlers } from "#adapter/segment-task/handlers";
import { inputsOf, stateOf } from "#adapter/segment-task/outputs";
import { ProviderConfig } from "#dynamic/engine/provider-config";
import { UNKNOWN } from "#inputs/unknown";
import { RtcClient } from "#rtc-api/client";
import { SegmentClient } from "#segment/api/client";
import { observation } from "#segment/observation";
import { Holders } from "#segment/task/holders";
import { seenRunning } from "#segment/task/record";
import { seenState } from "#segment/task/state";
import { custom, FULL, S3, SHORTEST, task } from "#test/support/segment-inputs";
import { identifiedInputs, oddInputs, respelling } from "../segment/arbitrary-inputs";

// Neither check nor diff may call the API: without settings every call would fail.
const unreachable = new SegmentClient(
  new RtcClient(() => {
    throw new Error("The API must not be called");
  }),
);
const provider = new SegmentTaskHandlers(unreachable, new Holders());
const OWNER = "rtc/prod/lobby";
const SEEN = observation({ Status: 2, StartTime: 1_700_000_000_000, Identifier: "made-up" });
const RUNNING = seenState("task1", SEEN);
const runningAs = (inputs: { taskId: string }) => seenState(inputs.taskId, SEEN);
const bag = (value: object) => value as unknown as Record<string, unknown>;
const news = (inputs: object) => ({ ...inputs, __owner: OWNER, __provider: "code" });

describe("check", () => {
  it("comes to an end without an exception whatever the inputs are", async () => {
    await fc.assert(
      fc.asyncProperty(oddInputs, async (raw) => {
        const inputs = typeof raw === "object" && raw !== null ? raw : {};
        const { failures = [] } = await provider.check({}, news(inputs));
        for (const { reason, property } of failures) expect([typeof reason, property]).toEqual(["string", ""]);
      }),
      { numRuns: 200 },
    );
  });

  it("derives the task id once all it depends on is known, and leaves a given one alone", async () => {
    const taskIdOf = async (inputs: object) => (await provider.check({}, news(inputs))).inputs?.taskId;
    expect(await taskIdOf(SHORTEST)).toMatch(/^lobby-[0-9a-f]{12}$/);
    expect(await taskIdOf({ ...SHORTEST, duration: UNKNOWN })).toBe(await taskIdOf(SHORTEST));
    expect(await taskIdOf({ ...SHORTEST, roomId: UNKNOWN })).toBe(UNKNOWN);
    expect(await taskIdOf({ ...SHORTEST, taskId: "mine" })).toBe("mine");
    expect(await taskIdOf({ ...SHORTEST, taskId: UNKNOWN })).toBe(UNKNOWN);
  });

  it("marks credentials as secret even when something else is wrong", async () => {
    const { inputs, failures } = await provider.check({}, news({ ...SHORTEST, storageConfig: S3, duration: 0 }));
    expect(failures).toHaveLength(1);
    expect(inputs).toHaveProperty("storageConfig.credentials.value", S3.credentials);
  });
});

describe("a problem in a secret argument", () => {
  const reasonsFor = async (change: object, secret: string) => {
    const { failures = [] } = await provider.check({}, { ...news({ ...SHORTEST, ...change }), __secret: secret });
    return failures.map(({ reason }) => reason);
  };

  it("is told without the word that stands for the API's code", async () => {
    const targetStreams = [
      { userId: "host", streamType: 1 },
      { userId: "guest", StreamType: 1 },
    ];
    expect(await reasonsFor({ targetStreams }, "targetStreams")).toEqual([
      "targetStreams[1].StreamType: is the API's spelling",
      "targetStreams[0].streamType: [secret] is the API's code",
    ]);
  });

  it("is told without the name of a stream that is listed twice", async () => {
    expect(await reasonsFor({ targetStreams: [{ userId: "host" }, { userId: "host" }] }, "targetStreams")).toEqual([
      "targetStreams: names the stream [secret] (normal) more than once; name every stream once",
    ]);
  });
});

describe("diff", () => {
  it("comes to an end without an exception whatever the new inputs are", async () => {
    const state = bag(stateOf(FULL, { __owner: OWNER }, RUNNING));
    await fc.assert(
      fc.asyncProperty(oddInputs, async (raw) => {
        await provider.diff("id", state, news(typeof raw === "object" && raw !== null ? raw : {}));
      }),
      { numRuns: 200 },
    );
  });

  it("finds no change in any inputs after they were created, in whatever spelling", async () => {
    await fc.assert(
      fc.asyncProperty(
        identifiedInputs.chain((inputs) => fc.tuple(fc.constant(inputs), respelling(inputs))),
        async ([inputs, respelt]) => {
          const state = bag(stateOf(inputs, { __owner: OWNER }, runningAs(inputs)));
          expect(await provider.diff("id", state, news(inputs))).toEqual({ changes: false });
          expect(await provider.diff("id", state, news(respelt))).toEqual({ changes: false });
        },
      ),
      { numRuns: 150 },
    );
  });

  it("names the inputs that differ, and says when comparing them would not show it", async () => {
    const state = stateOf(task({ duration: 30 }), { __owner: OWNER }, RUNNING);
    expect(await provider.diff("id", bag(state), news(task({ duration: 40 })))).toEqual({
      changes: true,
      fields: ["duration"],
      unseen: false,
    });
    expect(await provider.diff("id", bag({ ...state, handle: false }), news(task({ duration: 30 })))).toEqual({
      changes: true,
      fields: ["handle"],
      unseen: true,
    });
  });
});

describe("the state of a task", () => {
  it("gives back exactly the inputs it was made from", () => {
    fc.assert(
      fc.property(identifiedInputs, (inputs) => {
        expect(inputsOf(stateOf(inputs, { __owner: OWNER }, runningAs(inputs)))).toEqual(inputs);
      }),
    );
  });

  it("takes over what a refresh sees to differ, and no credentials from it", () => {
    const state = stateOf(task({ storageConfig: custom({ region: 3 }) }), { __owner: OWNER }, RUNNING);
    const seen = observation({
      Status: 2,
      Duration: 33,
      StorageConfig: {
        Type: 2,
        CustomConfig: { Vendor: 0, Region: 4, Bucket: "moved", AccessKey: "masked", SecretKey: "masked" },
      },
    });
    expect(seenRunning(state, seen)).toMatchObject({
      duration: 33,
      storageConfig: { ...S3, bucket: "moved", region: "eu-west-1" },
    });
  });

  it("keeps its spelling when a refresh sees the same in other words", () => {
    const state = stateOf(task({ storageConfig: custom({ region: 3 }) }), { __owner: OWNER }, RUNNING);
    const CustomConfig = { Vendor: 0, Region: 3, Bucket: "room-audio", AccessKey: "", SecretKey: "" };
    const seen = observation({ Status: 2, StorageConfig: { Type: 2, CustomConfig } });
    expect(seenRunning(state, seen).storageConfig).toEqual(custom({ region: 3 }));
  });

  it("forgets an end that is no more", () => {
    const ended = {
      ...stateOf(task(), { __owner: OWNER }, RUNNING),
      status: "ended" as const,
      endTime: "x",
      stopReason: "y",
    };
    const state = seenRunning(ended, SEEN);
    expect(state.status).toBe("running");
    expect(state).not.toHaveProperty("endTime");
    expect(state).not.toHaveProperty("stopReason");
  });
});

describe("the configuration", () => {
  it("is there as soon as the engine has handed it over", () => {
    const config = new ProviderConfig();
    expect(config.lookup("accessKey")).toBeUndefined();
    const values: Record<string, string> = { "volcengine:accessKey": "ak" };
    config.set({ config: { get: (key) => values[key], require: (key) => values[key] ?? "" } });
    expect(config.lookup("accessKey")).toBe("ak");
    expect(config.lookup("secretKey")).toBeUndefined();
  });
});
