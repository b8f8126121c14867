import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { type Emulator, startEmulator } from "#emulator/index";
import { UNKNOWN } from "#inputs/unknown";
import { InstalledPackage } from "../support/installed-package";
import { type Properties, ProviderProcess } from "../support/provider-process";
import { custom, SHORTEST } from "../support/segment-inputs";

/** Runs a program that registers one resource and prints the inputs with which it reaches the engine. */
const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
const resources = require("pulumi-volcengine-rtc");
pulumi.runtime.setMocks({
  newResource(args) { console.log(JSON.stringify({ type: args.type, inputs: args.inputs })); return { id: "id", state: args.inputs }; },
  call: () => ({}),
}, "rtc", "test");
new resources[process.argv[2]]("lobby", JSON.parse(process.argv[1]));
`;

const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

describe.each(inject("runtimes"))("the provider process of $name", ({ node, sdk }) => {
  let emulator: Emulator;
  let installed: InstalledPackage;
  let provider: ProviderProcess;
  beforeAll(async () => {
    installed = InstalledPackage.install(sdk);
    [emulator, provider] = await Promise.all([startEmulator(), ProviderProcess.start(installed, node)]);
    await provider.configure({
      "volcengine:accessKey": emulator.accessKey,
      "volcengine:secretKey": { ...SECRET, value: emulator.secretKey },
      "volcengine:endpoint": emulator.url,
      "volcengine:operationTimeout": "2",
    });
  });
  beforeEach(() => emulator.admin.reset());
  afterAll(async () => {
    await Promise.all([emulator?.close(), provider?.close()]);
    installed?.remove();
  });

  const registered = (args: object, resource = "SegmentTask"): { type: string; inputs: Properties } => {
    const printed = execFileSync(node, ["-e", PROGRAM, JSON.stringify(args), resource], {
      cwd: installed.folder,
      encoding: "utf8",
    });
    return JSON.parse(printed.trim().split("\n").at(-1) ?? "");
  };
  let program: { type: string; inputs: Properties };
  const inputsOf = async (change: object = {}) => {
    program ??= registered(SHORTEST);
    const { inputs, failures } = await provider.check({}, { ...program.inputs, ...change });
    expect(failures).toEqual([]);
    return inputs;
  };
  const log = async () => (await emulator.admin.calls()).map(({ action }) => action.replace(/Segment(Task)?$/, ""));

  it("is given a resource of the right type, with a provider that is short and names only the package", () => {
    program = registered(SHORTEST);
    expect(program.type).toBe("pulumi-nodejs:dynamic/volcengine-rtc:SegmentTask");
    const text = String(program.inputs.__provider);
    expect(text.length).toBeLessThan(100);
    expect([...text.matchAll(/require\("([^"]*)"\)/g)].map(([, name]) => name)).toEqual([
      "pulumi-volcengine-rtc/provider",
    ]);
    expect(program.inputs).toMatchObject(SHORTEST);
  });

  it("checks: derives the task id, keeps what the engine needs, marks credentials as secret", async () => {
    const inputs = await inputsOf({ storageConfig: custom({ region: 3 }) });
    expect(inputs).toMatchObject({
      appId: "app1",
      taskId: expect.stringMatching(/^lobby-[0-9a-f]{12}$/),
      __provider: program.inputs.__provider,
      storageConfig: {
        type: "custom",
        region: 3,
        credentials: {
          ...SECRET,
          value: { accessKey: "CANARY-ACCESS-9f31", secretKey: "CANARY-SECRET-77b0" },
        },
      },
    });
    expect(await inputsOf({ roomId: UNKNOWN })).toMatchObject({ roomId: UNKNOWN, taskId: UNKNOWN });
    expect(await inputsOf({ roomId: UNKNOWN, taskId: "mine" })).toMatchObject({ taskId: "mine" });
    expect(await emulator.admin.calls()).toEqual([]);
  });

  it("checks: reports all problems at once and calls nothing", async () => {
    const storageConfig = custom({ region: 7 });
    const { failures } = await provider.check({}, { ...program.inputs, storageConfig, duration: 0, identifer: "x" });
    expect(failures.map(({ reason }) => reason.split(":")[0]).sort()).toEqual([
      "duration",
      "identifer",
      "storageConfig.region",
    ]);
    expect(failures.every(({ property }) => property === "")).toBe(true);
    expect(JSON.stringify(failures)).not.toContain("CANARY");
    expect(await emulator.admin.calls()).toEqual([]);
  });

  it("serves callbacks as well", async () => {
    const args = { appId: "app1", url: "https://a.example.com/rtc", events: ["SegmentRealTimeData"] };
    const { type, inputs } = registered(args, "RtcCallback");
    expect([type, inputs.__provider]).toEqual([
      "pulumi-nodejs:dynamic/volcengine-rtc:RtcCallback",
      'exports.handler=()=>require("pulumi-volcengine-rtc/provider").callback',
    ]);
    const checked = await provider.check({}, { ...inputs, secretKey: "CANARY-KEY" });
    expect(checked).toMatchObject({ failures: [], inputs: { ...args, secretKey: { ...SECRET, value: "CANARY-KEY" } } });

    const { id, properties: state } = await provider.create(inputs);
    expect([id, state]).toMatchObject([
      "app1/",
      { ...args, secretKey: { ...SECRET, value: expect.stringMatching(/^\w{32}$/) } },
    ]);
    const plain = { ...state, secretKey: (state.secretKey as Properties).value };
    expect(await provider.diff(id, plain, inputs)).toMatchObject({ changes: "none" });
    expect(await provider.diff(id, plain, { ...inputs, appId: "app2" })).toMatchObject({
      replaces: ["appId"],
      deleteBeforeReplace: true,
    });
    expect(await provider.read(id, plain)).toMatchObject({ id, properties: state, inputs: args });
    await provider.update(id, plain, { ...inputs, events: ["RoomDestroy"] });
    expect(await emulator.admin.callbacks()).toMatchObject([{ AppId: "app1", EventList: ["RoomDestroy"] }]);
    await provider.delete(id, plain);
    expect(await provider.read(id, plain)).toMatchObject({ id: "" });
  });

  it("lives through create, diff, read, update and delete", async () => {
    const inputs = await inputsOf({ duration: 30 });
    const { id, properties: state } = await provider.create(inputs);
    expect(id).toBe(`app1/lobby/${inputs.taskId}`);
    expect(state).toMatchObject({
      ...inputs,
      maxIdleTime: 180,
      handle: true,
      targetStreams: [],
      storageConfig: { ...SHORTEST.storageConfig, region: "cn-beijing" },
      control: { align: false, mixed: false, ignoreSilence: false, redundantDuration: 0 },
      status: "running",
      identifier: expect.stringMatching(/./),
      startTime: expect.stringMatching(/Z$/),
    });

    expect(await provider.diff(id, state, inputs)).toEqual({
      changes: "none",
      replaces: [],
      deleteBeforeReplace: false,
    });
    const changed = { ...inputs, duration: 40 };
    // Left open, so that the engine itself finds and shows the lines that differ.
    expect(await provider.diff(id, state, changed)).toMatchObject({ changes: "unknown", replaces: [] });

    const updated = await provider.update(id, state, changed);
    expect(updated).toEqual({ ...state, duration: 40 });
    expect(await emulator.admin.tasks()).toMatchObject([{ Duration: 40, Identifier: state.identifier }]);

    const read = await provider.read(id, updated);
    expect(read).toEqual({ id, properties: updated, inputs: changed });

    await provider.delete(id, updated);
    expect(await log()).toEqual(["Start", "Get", "Get", "Update", "Get", "Get", "Stop"]);
    expect(await emulator.admin.tasks()).toMatchObject([{ Status: 3, StopReason: "StopByAPI" }]);
  });

  it("tells which change replaces, and whether the old task stops first", async () => {
    const inputs = await inputsOf();
    const { id, properties: state } = await provider.create(inputs);
    const moved = await inputsOf({ roomId: "stage" });
    expect(moved.taskId).not.toBe(inputs.taskId);
    expect(await provider.diff(id, state, moved)).toEqual({
      changes: "unknown",
      replaces: ["appId", "roomId", "taskId"].filter((field) => moved[field] !== inputs[field]),
      deleteBeforeReplace: false,
    });
    const named = { ...inputs, taskId: "mine" };
    const mine = await provider.create(named);
    expect(await provider.diff(mine.id, mine.properties, { ...named, maxIdleTime: 5 })).toMatchObject({
      replaces: ["maxIdleTime"],
      deleteBeforeReplace: true,
    });
    expect(await provider.diff(id, state, await inputsOf({ control: UNKNOWN }))).toMatchObject({
      replaces: expect.arrayContaining(["control"]),
    });
  });

  it("reads drift back as inputs, and only those the user wrote", async () => {
    const inputs = await inputsOf({ duration: 30, storageConfig: custom() });
    const { id, properties: state } = await provider.create({ ...inputs, storageConfig: custom() });
    const foreign = { ...inputs, storageConfig: custom(), duration: 50, handle: false };
    await provider.update(id, state, foreign);
    const read = await provider.read(id, state);
    expect(read.properties).toMatchObject({ duration: 50, handle: false, storageConfig: custom() });
    expect(read.inputs).toMatchObject({ duration: 50, storageConfig: custom(), __provider: program.inputs.__provider });
    expect(read.inputs).not.toHaveProperty("handle");
    expect(read.inputs).not.toHaveProperty("status");
    // The inputs are the same as the state then; that it drifted only the provider knows.
    expect(await provider.diff(id, read.properties, read.inputs)).toMatchObject({ changes: "some" });
  });

  it("finds an ended task gone, or keeps it when told so", async () => {
    const inputs = await inputsOf();
    const { id, properties: state } = await provider.create(inputs);
    const kept = await provider.create(await inputsOf({ whenEnded: "keep", taskId: "kept" }));
    await emulator.admin.advance(181);
    expect((await provider.read(id, state)).id).toBe("");
    const read = await provider.read(kept.id, kept.properties);
    expect(read).toMatchObject({ id: kept.id, properties: { status: "ended", stopReason: "IdleTimeOut" } });
    expect(read.inputs).toMatchObject({ whenEnded: "keep" });
  });

  it("starts its own task anew when the engine never learned of it, and knows it by the id or the prefix", async () => {
    const inputs = await inputsOf();
    await provider.create(inputs);
    // The engine never learned of that one, so it asks again.
    expect((await provider.create(inputs)).properties).toMatchObject({ status: "running" });
    expect(await log()).toEqual(["Start", "Get", "Start", "Get", "Stop", "Start", "Get"]);
    const mine = await inputsOf({ taskId: "mine" });
    await provider.create(mine);
    expect((await provider.create(mine)).properties).toMatchObject({ status: "running" });
  });

  it("keeps a task in the state whose start can't be confirmed, and finishes it with the next update", async () => {
    await emulator.admin.addFault({
      action: "StartSegment",
      calls: "always",
      kind: { type: "status", status: 502, when: "after" },
    });
    await emulator.admin.addFault({ action: "GetSegmentTask", calls: "always", kind: { type: "status", status: 502 } });
    const inputs = await inputsOf({ storageConfig: custom() });
    const plain = { ...inputs, storageConfig: custom() };
    const error = await provider.create(plain).catch((reason: unknown) => reason);
    expect(String(error)).toContain("run `pulumi up` again to find out and finish");
    expect(String(error)).not.toContain("CANARY");
    const failure = provider.initFailure(error);
    expect(failure).toMatchObject({
      id: `app1/lobby/${inputs.taskId}`,
      properties: { ...plain, storageConfig: custom(), status: "unknown", __provider: program.inputs.__provider },
      reasons: [expect.stringContaining("502")],
    });
    await emulator.admin.clearFaults();
    const finished = await provider.update(failure?.id ?? "", failure?.properties ?? {}, plain);
    expect(finished).toMatchObject({ status: "running", startTime: expect.any(String) });
  });

  it("refuses plainly, with no resource left behind, when the API refuses", async () => {
    const code = "AccessDenied.ServiceNotEnabled";
    await emulator.admin.addFault({ calls: "first", kind: { type: "error", status: 403, code } });
    const error = await provider.create(await inputsOf()).catch((reason: unknown) => reason);
    expect(String(error)).toContain(code);
    expect(provider.initFailure(error)).toBeUndefined();
  });

  it("prints no key, and no stack of an error that is meant for the user", async () => {
    expect(provider.output).not.toContain("CANARY");
    expect(provider.output).not.toContain(emulator.secretKey);
    expect(provider.output).not.toContain("    at ");
  });
});
