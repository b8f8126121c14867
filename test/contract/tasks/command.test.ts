import { execFile, spawn } from "node:child_process";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect } from "vitest";
import { openStore } from "#callback/receiver/store";
import { verifyCallback } from "#callback/verify";
import { RtcClient } from "#rtc-api/client";
import { SegmentClient } from "#segment/api/client";
import { deriveTaskId } from "#segment/identity";
import type { IdentifiedInputs } from "#segment/inputs";
import { parseOwner } from "#segment/owner";
import { startBody, taskKey } from "#segment/request";
import { makePrefix } from "#segment/task/prefix";
import { it as base } from "../../support/emulator-test";
import { emulatorSettings } from "../../support/rtc-settings";
import { CANARIES, S3, SHORTEST } from "../../support/segment-inputs";
import { CALLBACK_SECRET, signedCallback } from "../../support/signed-callback";
import { CLI } from "../callbacks/receiver-process";

const TYPE = "pulumi-nodejs:dynamic/volcengine-rtc:SegmentTask";
const urnOf = (name: string, stack = "prod") => `urn:pulumi:${stack}::rooms::${TYPE}::${name}`;

/** As `pulumi stack export --show-secrets` writes it. */
const CREDENTIALS = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  plaintext: JSON.stringify(CANARIES),
};

const it = base
  .extend("api", ({ emulator }) => new SegmentClient(new RtcClient(() => emulatorSettings(emulator))))
  .extend("folder", async ({ emulator: _ }, { onCleanup }) => {
    const folder = await mkdtemp(join(tmpdir(), "tasks-"));
    onCleanup(() => rm(folder, { recursive: true, force: true }));
    return folder;
  })
  .extend("save", ({ folder }) => async (deployment: object) => {
    const file = join(folder, "state.json");
    // At once, as somebody may be reading it.
    await writeFile(`${file}.new`, JSON.stringify({ version: 3, deployment }));
    await rename(`${file}.new`, file);
    return file;
  })
  .extend("run", ({ emulator, folder }) => async (...parameters: string[]) => {
    const env = { HOME: folder, ...emulator.environment };
    const ended = await new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
      execFile(process.execPath, [CLI, "tasks", ...parameters], { env }, (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
      });
    });
    expect(ended.stdout + ended.stderr).not.toContain("CANARY");
    expect(ended.stdout + ended.stderr).not.toContain(emulator.secretKey);
    return ended;
  })
  /** Starts a task, and says when it did. */
  .extend("start", ({ api }) => async (inputs: IdentifiedInputs) => {
    await api.start(startBody(inputs), api.operation());
    const { StartTime = 0 } = (await api.get(taskKey(inputs), api.operation())) ?? {};
    return new Date(StartTime).toISOString();
  });

const verdictsIn = (stdout: string) =>
  (JSON.parse(stdout) as { tasks: { id: string; verdict: string }[] }).tasks.map(({ id, verdict }) => [id, verdict]);

it("tells of the tasks of a state, the worst first, with the last callback, and ends with the code for it", async ({
  emulator,
  folder,
  run,
  save,
  start,
}) => {
  const resource = async (roomId: string, more: object = {}) => {
    const inputs = { ...SHORTEST, roomId, taskId: "task1", storageConfig: S3 };
    const startTime = await start(inputs);
    const settings = { ...inputs, storageConfig: { ...S3, credentials: CREDENTIALS }, __owner: `rooms/prod/${roomId}` };
    const outputs = { ...settings, status: "running", startTime, __written: "" };
    return { urn: urnOf(roomId), type: TYPE, id: `app1/${roomId}/task1`, inputs: settings, outputs, ...more };
  };
  const deployment = {
    resources: [
      await resource("lobby"),
      await resource("hall"),
      await resource("stage"),
      await resource("old", { delete: true }),
      { urn: urnOf("read"), type: TYPE, id: "app1/read/theirs", external: true, inputs: {}, outputs: {} },
      { urn: urnOf("waits"), type: TYPE, id: "app1/waits/task1", pendingReplacement: true, inputs: {}, outputs: {} },
    ],
  };
  const state = await save(deployment);
  const file = join(folder, "events.db");
  const store = await openStore(file);
  const event = signedCallback({
    AppId: "app1",
    EventTime: "2026-11-28T01:02:03Z",
    EventData: '{"RoomId":"hall","TaskId":"task1"}',
  });
  const now = new Date("2026-11-28T01:03:00Z");
  store.add(verifyCallback(JSON.stringify(event), CALLBACK_SECRET, { now }), now);

  const good = await run("--state", state, "--store", file, "--stale", "2h");
  expect(good).toMatchObject({ code: 0, stderr: "" });
  expect(good.stdout).toMatch(
    /^VERDICT +ROOM +TASK .*\nok +lobby +task1 +running +\d+ s .* s3 us-east-1\/room-audio\n/,
  );
  expect(good.stdout).toMatch(/was replaced or given up.*\n4 tasks: 4 ok\n$/);

  await emulator.admin.endTask({ appId: "app1", roomId: "stage", taskId: "task1", reason: "IdleTimeOut" });
  await emulator.admin.forgetTask({ appId: "app1", roomId: "old", taskId: "task1" });
  const ended = await run("--state", state, "--store", file, "--json");
  store.close();

  expect(ended).toMatchObject({ code: 2, stderr: "" });
  const { tasks } = JSON.parse(ended.stdout) as { tasks: object[] };
  expect(tasks).toMatchObject([
    { urn: urnOf("stage"), status: "ended", stopReason: "IdleTimeOut", verdict: "ended" },
    { id: "app1/lobby/task1", newestSlice: null, lastCallback: null, verdict: "ok" },
    { id: "app1/hall/task1", lastCallback: "2026-11-28T01:02:03.000Z" },
  ]);

  await emulator.admin.addFault({ calls: "always", kind: { type: "error", status: 403, code: "AccessDenied" } });
  const refused = await run("--state", state);
  expect(refused).toMatchObject({ code: 1, stdout: expect.stringMatching(/^notKnown .*\n.*AccessDenied/m) });
});

it("keeps to itself what is secret in the state, also where it stands in an id or an error", async ({
  emulator,
  run,
  save,
}) => {
  await emulator.admin.addFault({ calls: "always", kind: { type: "error", status: 403, code: "AccessDenied" } });
  const secret = (text: string) => ({ ...CREDENTIALS, plaintext: JSON.stringify(text) });
  const storageConfig = { ...S3, bucket: secret("CANARY-bucket"), region: "us-east-1", credentials: CREDENTIALS };
  const inputs = {
    ...SHORTEST,
    roomId: secret("CANARY-room"),
    taskId: "task1",
    storageConfig,
    __owner: "rooms/prod/a",
  };
  const outputs = { ...inputs, status: "running", startTime: new Date().toISOString(), __written: "" };
  const resource = { urn: urnOf("a"), type: TYPE, id: "app1/CANARY-room/task1", inputs, outputs };
  const { stdout } = await run("--state", await save({ resources: [resource] }), "--json");
  expect(JSON.parse(stdout)).toMatchObject({
    tasks: [{ id: "app1/***/task1", place: "s3 us-east-1/***", detail: expect.stringContaining('in room "***"') }],
  });
});

it.for<[problem: RegExp, parameters: string[]]>([
  [/Can't read nothing\.json/, ["--state", "nothing.json"]],
  [/Can't open the store .*missing\.db/, ["--state", "STATE", "--store", "missing.db"]],
  [/'--state <file>' cannot be used with option '--stack <name>'/, ["--state", "a", "--stack", "b"]],
  [/--stop is for --pending only/, ["--stop"]],
  [/--yes is for --pending --stop only/, ["--pending", "--yes"]],
  [/'10 minutes' is invalid.*such as 90s, 10m or 2h/, ["--stale", "10 minutes"]],
  [/--storage-endpoint is not scheme and host/, ["--state", "STATE", "--storage-endpoint", "minio"]],
  [/there is no pulumi on PATH/, []],
])("says %s", async ([problem, parameters], { run, save }) => {
  const state = await save({ resources: [] });
  const given = parameters.map((parameter) => (parameter === "STATE" ? state : parameter));
  expect(await run(...given)).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(problem) });
});

it("looks at hundreds of tasks within the API's limit, and says how far it is", async ({ emulator, run, save }) => {
  const rooms = Array.from({ length: 330 }, (_, n) => `room-${n}`);
  const tasks = Object.fromEntries(
    rooms.map((room) => [room, { taskId: "t", status: "running", startTime: new Date().toISOString() }]),
  );
  const inputs = { appId: "app1", rooms, storageConfig: SHORTEST.storageConfig, __owner: "rooms/prod/fleet" };
  const group = { urn: urnOf("fleet"), type: `${TYPE}Group`, id: "app1/fleet", inputs, outputs: { ...inputs, tasks } };
  const begin = performance.now();
  const { code, stdout, stderr } = await run("--state", await save({ resources: [group] }));
  const seconds = (performance.now() - begin) / 1000;

  expect(code).toBe(2);
  expect(stdout).toMatch(/\n330 tasks: 330 ended\n$/);
  // 330 calls at 58.2 a second are 5.7 s.
  expect(stderr).toMatch(/^Tasks: \d+\/330 looked at, \d+\/s\n/);
  expect(seconds).toBeGreaterThan(5.5);
  const { GetSegmentTask } = (await emulator.admin.stats()).actions;
  expect(GetSegmentTask.calls).toBeGreaterThanOrEqual(330);
  // Hardly any. On a machine that stalls, calls that left evenly arrive bunched; without a pace it would be most of them.
  expect(GetSegmentTask.refusedByLimit).toBeLessThan(60);
});

it("looks again and again with --watch, also at what the state says by then", async ({ emulator, folder, save }) => {
  const state = await save({ resources: [] });
  const env = { HOME: folder, ...emulator.environment };
  const child = spawn(process.execPath, [CLI, "tasks", "--state", state, "--watch", "--every", "1s", "--json"], {
    env,
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  try {
    expect((await lines.next()).value).toBe('{"tasks":[]}');
    const inputs = { appId: "app1", rooms: ["a"], storageConfig: "hidden", __owner: "rooms/prod/fleet" };
    const hidden = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:…" };
    const group = { urn: urnOf("fleet"), type: `${TYPE}Group`, id: "app1/fleet", inputs };
    await save({ resources: [{ ...group, outputs: { ...inputs, rooms: hidden, tasks: hidden } }] });
    let line = "";
    while (!line.includes("fleet")) line = String((await lines.next()).value);
    expect(JSON.parse(line)).toMatchObject({
      tasks: [
        { verdict: "notKnown", detail: expect.stringMatching(/hides the rooms of SegmentTaskGroup fleet: .*--stack/) },
      ],
    });
  } finally {
    child.kill();
  }
});

it("tells what an interrupted run started from what may be anybody's, and stops nothing else", async ({
  emulator,
  run,
  save,
  start,
}) => {
  const owner = (name: string) => parseOwner("task", `rooms/prod/${name}`);
  const derived = (name: string) => ({
    roomId: name,
    taskId: deriveTaskId(owner(name), { ...SHORTEST, roomId: name }),
  });
  const wanted: Record<string, Partial<IdentifiedInputs>> = {
    started: derived("started"),
    marked: { roomId: "marked", taskId: "mine" },
    chosen: { roomId: "chosen", taskId: "mine", identifier: "chosen-prefix" },
    held: derived("held"),
    renamed: derived("renamed"),
    unseen: derived("unseen"),
  };
  const inputsOf = (name: string): IdentifiedInputs => ({ ...SHORTEST, taskId: "", ...wanted[name] });
  for (const name of Object.keys(wanted)) {
    if (name !== "unseen") await start({ identifier: makePrefix(owner(name)), ...inputsOf(name) });
  }
  const pending = (name: string, stack = "prod") => ({
    type: "creating",
    resource: { urn: urnOf(name, stack), type: TYPE, inputs: { ...inputsOf(name), __owner: `rooms/prod/${name}` } },
  });
  const held = { ...inputsOf("held"), __owner: "rooms/prod/held" };
  const group = { appId: "app1", storageConfig: SHORTEST.storageConfig, __owner: "rooms/prod/fleet" };
  const added = { ...SHORTEST, roomId: "added" };
  const addedId = deriveTaskId(parseOwner("group", "rooms/prod/fleet"), added);
  await start({ ...added, taskId: addedId });
  const fleet = { urn: urnOf("fleet"), type: `${TYPE}Group`, id: "app1/fleet", inputs: { ...group, rooms: ["there"] } };
  const there = { taskId: "t", status: "running", startTime: new Date().toISOString() };
  const idOf = (name: string) => `app1/${name}/${wanted[name]?.taskId}`;
  const resource = { urn: urnOf("held"), type: TYPE, id: idOf("held"), inputs: held, outputs: held };
  const state = await save({
    resources: [resource, { ...fleet, outputs: { ...fleet.inputs, tasks: { there } } }],
    pending_operations: [
      { type: "updating", resource: { ...fleet, inputs: { ...group, rooms: ["there", "added"] } } },
      ...["started", "marked", "chosen", "held", "unseen", "started"].map((name) => pending(name)),
      pending("renamed", "former-prod"),
      { type: "deleting", resource },
    ],
  });
  const shown = await run("--state", state, "--pending", "--json");

  expect(shown).toMatchObject({ code: 2, stderr: "" });
  expect(verdictsIn(shown.stdout)).toEqual([
    [`app1/added/${addedId}`, "runs"],
    [idOf("started"), "runs"],
    [idOf("marked"), "runs"],
    [idOf("chosen"), "mayBeForeign"],
    [idOf("held"), "held"],
    [idOf("unseen"), "notSeen"],
    [idOf("renamed"), "mayBeForeign"],
  ]);
  expect(await run("--state", state, "--pending", "--stop")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("there is no terminal. Add --yes"),
  });
  expect((await emulator.admin.stats()).runningTasks).toBe(6);

  const stopped = await run("--state", state, "--pending", "--stop", "--yes", "--json");

  expect(stopped).toMatchObject({ code: 2, stderr: "" });
  expect(Object.fromEntries(verdictsIn(stopped.stdout))).toMatchObject({
    [idOf("started")]: "stopped",
    [idOf("marked")]: "stopped",
    [idOf("chosen")]: "mayBeForeign",
    [idOf("unseen")]: "notSeen",
  });
  const running = (await emulator.admin.tasks()).filter(({ Status }) => Status === 2).map(({ RoomId }) => RoomId);
  expect(running).toEqual(["chosen", "held", "renamed"]);
});
