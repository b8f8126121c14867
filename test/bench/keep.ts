import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { CallbackEvent } from "pulumi-volcengine-rtc/callback";
import type { Emulator, StopReason } from "pulumi-volcengine-rtc/emulator";
import { freshStart } from "./fleet";
import { Stack, succeeded } from "./stack";
import type { Workspace } from "./workspace";

/** Times are milliseconds. */
export interface KeepSample {
  /** A round in which nothing has ended. */
  quiet: number;
  /** A round in which one room in twenty has ended. */
  healing: number;
  /** What such a round changed. */
  changes: { started: number; others: number };
  /** `up --refresh` with the same rooms ended and the same target. */
  targetedUp: number;
  /** From an event of an empty room to the call that starts its task. */
  event: number;
  /** `up --refresh` of that one task, to its end. */
  eventUp: number;
}

/** One room in so many has ended. */
const EVERY = 20;

/** `volcengine-rtc keep` on a group of many rooms, and on one empty room. */
export async function measureKeep(workspace: Workspace, emulator: Emulator, rooms: number): Promise<KeepSample> {
  return { ...(await measureRounds(workspace, emulator, rooms)), ...(await measureEvent(workspace, emulator)) };
}

async function measureRounds(workspace: Workspace, emulator: Emulator, rooms: number) {
  const { admin, environment } = emulator;
  await freshStart(emulator);
  const stack = await Stack.create(workspace, "group", rooms, environment);
  succeeded(await stack.up());
  const quiet = succeeded(await stack.keepOnce()).milliseconds;

  const ended = await end(emulator, (_, n) => n % EVERY === 0);
  const healing = succeeded(await stack.keepOnce()).milliseconds;
  const applied = (await admin.calls()).filter(({ applied }) => applied);
  const started = applied.filter(({ action, RoomId }) => action === "StartSegment" && ended.has(RoomId ?? "")).length;

  await end(emulator, (_, n) => n % EVERY === 0);
  const targetedUp = succeeded(await stack.upTargeted()).milliseconds;
  await stack.dispose();
  return { quiet, healing, changes: { started, others: applied.length - started }, targetedUp };
}

async function measureEvent(workspace: Workspace, emulator: Emulator) {
  const { admin, environment } = emulator;
  await freshStart(emulator);
  const stack = await Stack.create(workspace, "tasks", 1, environment);
  succeeded(await stack.up());
  const [roomId = ""] = await end(emulator, () => true, "IdleTimeOut");

  const file = join(workspace.folder, "events.sqlite");
  const store = await openStore(workspace, file);
  const { command, parameters, options } = stack.keepCommand("--every", "1h", "--store", file);
  const keeper = spawn(command, parameters, { ...options, stdio: ["ignore", "pipe", "inherit"] });
  const exit = once(keeper, "exit");
  let event: number;
  try {
    const lines = createInterface(keeper.stdout);
    const waits = new Promise<"waits">((resolve) =>
      lines.on("line", (line) => line.includes('"waitsForEvent"') && resolve("waits")),
    );
    if ((await Promise.race([waits, exit])) !== "waits") throw new Error("keep ended before it waited for an event");
    const { now } = await admin.advance(1);
    const began = performance.now();
    store.add(roomEvent(roomId, new Date(now)), new Date());
    await admin.waitForCalls({ action: "StartSegment", timeoutSeconds: 120 });
    event = performance.now() - began;
  } finally {
    keeper.kill("SIGTERM");
    await exit;
    store.close();
  }

  await end(emulator, () => true, "IdleTimeOut");
  const eventUp = succeeded(await stack.upTargeted()).milliseconds;
  await stack.dispose();
  return { event, eventUp };
}

/** Ends some of the running tasks as the service would. @returns their rooms. */
async function end(
  { admin }: Emulator,
  which: (task: unknown, at: number) => boolean,
  reason: StopReason = "UserDisconnect",
): Promise<Set<string>> {
  // Another second, so that a new start is told from the old one. After 180 of them empty rooms end by themselves.
  await admin.advance(1);
  const ended = (await admin.tasks()).filter(({ Status }) => Status === 2).filter(which);
  for (const { AppId: appId, RoomId: roomId, TaskId: taskId } of ended) {
    await admin.endTask({ appId, roomId, taskId, reason });
  }
  await admin.advance(1);
  await admin.clearCalls();
  return new Set(ended.map(({ RoomId }) => RoomId));
}

interface Store {
  add(event: CallbackEvent, received: Date): unknown;
  close(): void;
}

/** What the receiver of callbacks keeps its events in. */
async function openStore(workspace: Workspace, file: string): Promise<Store> {
  const { openStore } = require(workspace.ofPackage("dist/callback/receiver/store.js")) as {
    openStore(file: string): Promise<Store>;
  };
  return openStore(file);
}

function roomEvent(RoomId: string, time: Date): CallbackEvent {
  const data = { RoomId };
  // Of two with the same id or signature the second would count as a repetition.
  const id = randomUUID();
  return {
    ...{ kind: "unknown", eventType: "UserJoinRoom", eventId: id, signature: id, version: "2020-12-01" },
    ...{ appId: "661e2f8a9c1d4b0012a543cf", data, eventData: JSON.stringify(data) },
    ...{ time, eventTime: time.toISOString() },
  };
}
