import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EmulatorAdmin, StopReason } from "pulumi-volcengine-rtc/emulator";
import { describe, expect } from "vitest";
import { openStore } from "#callback/receiver/store";
import { verifyCallback } from "#callback/verify";
import { changes, running } from "#test/e2e/support/api-calls";
import { APP, program, S3, TOS, task } from "#test/e2e/support/program";
import type { Stack } from "#test/e2e/support/stack";
import { test } from "#test/e2e/support/stack-test";
import { crashAt } from "#test/faults/support/crash";
import { CALLBACK_SECRET, signedCallback } from "#test/support/signed-callback";

const fleet = (args: object) =>
  `new (require("pulumi-volcengine-rtc").SegmentTaskGroup)("fleet", ${JSON.stringify({ appId: APP, storageConfig: TOS, ...args })});`;
const single = (name: string, more: object = {}) =>
  `new SegmentTask("${name}", ${JSON.stringify(task(name, { ...more }))});`;

const WORKFLOW = new URL("../../examples/keep/keep.yml", import.meta.url);

interface Told {
  event: string;
  roomId?: string;
}

const eventsIn = (stdout: string) =>
  stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Told)
    .map(({ event, roomId = "" }) => `${event} ${roomId}`.trim())
    .sort();

/** One round, and what was said of it. */
async function keep(stack: Stack, ...flags: string[]) {
  const { code, stdout, text } = await stack.volcengineRtc("keep", "--once", "--json", "--stack", stack.name, ...flags);
  expect(text).not.toContain(S3.credentials.secretKey);
  return { code, text, told: eventsIn(stdout) };
}

/** Ends the task of a room as the service does. */
async function end(admin: EmulatorAdmin, roomId: string, reason: StopReason = "UserDisconnect"): Promise<void> {
  const [now] = await running(admin, roomId);
  await admin.endTask({ appId: APP, roomId, taskId: now?.TaskId ?? "", reason });
}

const changed = async (admin: EmulatorAdmin) =>
  (await changes(admin)).map(({ action, RoomId }) => `${action} ${RoomId}`).sort();

const roomsOf = (tasks: readonly { RoomId: string }[]) => tasks.map(({ RoomId }) => RoomId).sort();

describe("ended tasks", () => {
  const deployed =
    single("lobby") +
    single("keys", { storageConfig: S3 }) +
    single("left", { whenEnded: "keep" }) +
    fleet({ rooms: ["a", "b", "c"] });

  test("run again, a change that is not deployed stays so, and no other task is touched", async ({
    stack,
    emulator: { admin },
  }) => {
    expect(await stack.up(program(deployed))).toMatchObject({ code: 0 });
    for (const room of ["lobby", "left", "b"]) await end(admin, room);
    await admin.clearCalls();
    await stack.write(program(deployed + single("new")));

    const told = ["ended b", "ended lobby", "kept left", "round"];
    const dry = await keep(stack, "--dry-run");
    expect(dry).toMatchObject({ code: 2, told: [...told, "wouldStart b", "wouldStart lobby"] });
    expect(await keep(stack)).toMatchObject({ code: 0, told: [...told, "started b", "started lobby"] });

    expect(await changed(admin)).toEqual(["StartSegment b", "StartSegment lobby"]);
    expect(roomsOf(await running(admin))).toEqual(["a", "b", "c", "keys", "lobby"]);
    await stack.write(program(deployed));
    const [, lines = ""] =
      /- name: Keep\n[\s\S]*?run: \|\n((?: {10}.*\n)+)/.exec(await readFile(WORKFLOW, "utf8")) ?? [];
    const inJob = `export STACK=${stack.name} GITHUB_STEP_SUMMARY=summary.md\n(${lines})\ncat summary.md`;
    const job = await stack.shell(inJob);
    expect(job, job.text).toMatchObject({ code: 0, stdout: expect.stringContaining("### Segment tasks of test") });
    expect(job.stdout).toContain("room left: the task ended (UserDisconnect) and is left so");
    expect(job.stdout).toContain("5 of 6 tasks run; started again: 0; not started: 0");
    expect(await stack.preview(undefined, "--expect-no-changes")).toMatchObject({ code: 0 });
  });

  test("stay ended where other keys would be deployed with them, and are started later where they just were", async ({
    stack,
    emulator: { admin },
  }) => {
    for (const room of ["lobby", "keys"]) await end(admin, room);
    await admin.clearCalls();
    const credentials = { ...S3.credentials, secretKey: "another-secret-key" };
    const other = { ...S3, credentials };
    await stack.write(program(deployed.replace(JSON.stringify(S3), JSON.stringify(other))));

    const round = await keep(stack);

    const told = ["differs", "ended keys", "ended lobby", "kept left", "pausedUntil lobby", "round"];
    expect(round).toMatchObject({ code: 2, told });
    expect(round.text).toContain("keys: replace of room keys (storageConfig, storageConfig.credentials)");
    expect(round.text).not.toContain(credentials.secretKey);
    expect(await changed(admin)).toEqual([]);
  });

  test("are not guessed at while the API is down", async ({ stack, emulator: { admin } }) => {
    await admin.clearCalls();
    await admin.addFault({ action: "GetSegmentTask", calls: "always", kind: { type: "status", status: 500 } });

    const round = await keep(stack);

    expect(round).toMatchObject({ code: 1, told: ["blind", "round"] });
    expect(round.text).toContain("HTTP 500");
    expect(await changed(admin)).toEqual([]);
    expect((await admin.calls()).length).toBeLessThan(60);
    await admin.clearFaults();
  });
});

test("a keeper that was killed is made good by the next, which breaks no lock but its own", async ({
  createStack,
  emulator: { admin },
}) => {
  const stack = await createStack({ name: "killed" });
  const rooms = ["one", "two", "three"];
  expect(await stack.up(program(rooms.map((room) => single(room)).join("")))).toMatchObject({ code: 0 });
  for (const room of rooms) await end(admin, room);
  const runs = async (of: string[]) => roomsOf((await running(admin)).filter(({ RoomId }) => of.includes(RoomId)));
  const killed = ["keep", "--once", "--json", "--stack", stack.name];
  await crashAt(admin, { action: "StartSegment", when: "after" }, "the runner with all its processes", () =>
    stack.startVolcengineRtc(...killed),
  );

  // Its state has lost all three, and the program declares one of them no more.
  await stack.write(program(single("one") + single("three")));
  const mended = await keep(stack);

  const told = ["lockBroken", "round", "started one", "started three"];
  expect(mended, mended.text).toMatchObject({ code: 0, told });
  expect(await runs(["one", "three"])).toEqual(["one", "three"]);
  expect(await stack.preview(undefined, "--expect-no-changes")).toMatchObject({ code: 0 });
});

test("nothing is started on the word of a preview during which somebody else deployed", async ({
  createStack,
  emulator: { admin },
}) => {
  const stack = await createStack({ name: "deployed" });
  expect(await stack.up(program(single("shop")))).toMatchObject({ code: 0 });
  await end(admin, "shop");
  await admin.clearCalls();
  const deploy = JSON.stringify(["up", "--yes", "--skip-preview", "--stack", stack.name]);
  const whilePreviewed = `
    if (require("@pulumi/pulumi").runtime.isDryRun()) {
      const env = { ...process.env, PULUMI_NODEJS_DRY_RUN: "false" };
      require("child_process").execFileSync("pulumi", ${deploy}, { env });
    } else ${single("bar")}`;
  await stack.write(program(single("shop") + whilePreviewed));

  const overtaken = await keep(stack);

  expect(overtaken, overtaken.text).toMatchObject({ code: 2, told: ["ended shop", "notStarted shop", "round"] });
  expect(overtaken.text).toContain("somebody changed the stack after the preview");
  expect(await changed(admin)).toEqual(["StartSegment bar"]);
  await stack.write(program(single("shop") + single("bar")));
  const later = await keep(stack);
  expect(later, later.text).toMatchObject({ code: 0, told: ["ended shop", "round", "started shop"] });
});

test("the lock of somebody else is left alone", async ({ createStack, emulator: { admin } }) => {
  const stack = await createStack({ name: "locked" });
  expect(await stack.up(program(single("held")))).toMatchObject({ code: 0 });
  await crashAt(admin, { action: "GetSegmentTask", when: "before" }, "the runner with all its processes", () =>
    stack.start("refresh", "--yes", "--skip-preview", "--stack", stack.name),
  );
  await end(admin, "held");
  await admin.clearCalls();
  const locked = await keep(stack);
  expect(locked, locked.text).toMatchObject({ code: 2, told: ["ended held", "locked", "round"] });
  expect(await changed(admin)).toEqual([]);
});

test("an empty room is started when something happens in it, which a keeper finishes that is told to end meanwhile", async ({
  createStack,
  emulator: { admin },
}) => {
  const folder = await mkdtemp(join(tmpdir(), "keep-store-"));
  const file = join(folder, "events.sqlite");
  const store = await openStore(file);
  const stack = await createStack({ name: "rooms" });
  expect(await stack.up(program(single("hall")))).toMatchObject({ code: 0 });
  await end(admin, "hall", "IdleTimeOut");
  const flags = ["--every", "1h", "--metrics", "0", "--store", file, "--stack", stack.name];
  const keeper = stack.startVolcengineRtc("keep", ...flags);
  const [, metrics = ""] = await keeper.printed(/Metrics at (\S+)/);
  await keeper.printed(/room hall: empty/);

  const happens = (roomId: string) => {
    const event = { EventType: "UserJoinRoom", EventId: randomUUID(), EventData: JSON.stringify({ RoomId: roomId }) };
    store.add(verifyCallback(JSON.stringify(signedCallback(event)), CALLBACK_SECRET), new Date());
  };
  await admin.clearCalls();
  for (const room of ["elsewhere", "hall"]) happens(room);
  await admin.waitForCalls({ action: "StartSegment", timeoutSeconds: 60 });
  await keeper.printed(/room hall: started again, after/);

  const page = await (await fetch(metrics)).text();
  expect(page).toContain("volcengine_rtc_keep_restarts_total 1");
  expect(page).toMatch(/volcengine_rtc_keep_rounds_total\{outcome="good"\} 1/);
  expect((await fetch(metrics.replace("/metrics", "/healthz"))).status).toBe(200);

  // It has ended since the last round, so that no round has seen it.
  await end(admin, "hall", "IdleTimeOut");
  await admin.clearCalls();
  happens("hall");
  await admin.waitForCalls({ action: "StartSegment", timeoutSeconds: 60 });
  process.kill(keeper.pid, "SIGTERM");
  const { code, text } = await keeper.ended;
  expect({ code, starts: text.match(/room hall: started again/g) }, text).toMatchObject({ code: 0, starts: [{}, {}] });
  store.close();
  await rm(folder, { recursive: true });
});
