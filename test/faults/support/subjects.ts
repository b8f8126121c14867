import { SegmentTaskGroupHandlers } from "#adapter/group/handlers";
import { SegmentTaskHandlers } from "#adapter/segment-task/handlers";
import { Holders } from "#segment/task/holders";
import type { Account } from "./account";
import { type Scenario, STORAGE, type Subject, type Wanted } from "./scenario";

const APP = "app1";
const OTHER_APP = "app2";
const OWNER = { __owner: "rooms/test/cell" };

function task(change: Record<string, unknown> = {}): Record<string, unknown> {
  return { appId: APP, roomId: "lobby", storageConfig: STORAGE, ...OWNER, ...change };
}

function wanted(roomId: string, change: Partial<Wanted> = {}): Wanted {
  return { appId: APP, roomId, duration: 20, businessId: "", ...change };
}

async function endTaskIn(roomId: string, { emulator }: Account): Promise<void> {
  const [ended] = (await emulator.admin.tasks()).filter(({ RoomId }) => RoomId === roomId);
  await emulator.admin.endTask({ appId: APP, roomId, taskId: ended?.TaskId ?? "", reason: "UserDisconnect" });
}

const ended =
  (roomId: string): NonNullable<Scenario["meanwhile"]> =>
  (account) =>
    endTaskIn(roomId, account);

export const TASK = {
  name: "a task",
  type: "SegmentTask",
  provider: (client) => new SegmentTaskHandlers(client, new Holders()),
  operations: {
    create: { kind: "up", program: task(), wanted: [wanted("lobby")] },
    "create under a given id": { kind: "up", program: task({ taskId: "own" }), wanted: [wanted("lobby")] },
    update: {
      before: task(),
      kind: "up",
      program: task({ duration: 40 }),
      wanted: [wanted("lobby", { duration: 40 })],
    },
    "replace with an overlap": {
      before: task(),
      kind: "up",
      program: task({ businessId: "news", duration: 30 }),
      wanted: [wanted("lobby", { duration: 30 })],
    },
    "replace with a gap": {
      before: task({ taskId: "own" }),
      kind: "up",
      program: task({ taskId: "own", maxIdleTime: 600, duration: 30 }),
      wanted: [wanted("lobby", { duration: 30 })],
    },
    refresh: { before: task(), kind: "refresh", program: task(), wanted: [wanted("lobby")] },
    "refresh of an ended task": {
      before: task(),
      meanwhile: ended("lobby"),
      kind: "refresh",
      program: task(),
      wanted: [wanted("lobby")],
    },
    delete: { before: task(), kind: "destroy", wanted: [] },
  },
  known: (outputs) => [pick(String(outputs.appId), String(outputs.roomId), outputs)],
} satisfies Subject<string>;

const ROOMS = ["lobby", "stage", "yard"];

function group(rooms: unknown, change: Record<string, unknown> = {}): Record<string, unknown> {
  return { appId: APP, rooms, storageConfig: STORAGE, ...OWNER, ...change };
}

export const GROUP = {
  name: "a group",
  type: "SegmentTaskGroup",
  provider: (client, print) => new SegmentTaskGroupHandlers(client, new Holders(), print),
  operations: {
    create: { kind: "up", program: group(ROOMS), wanted: ROOMS.map((room) => wanted(room)) },
    update: {
      before: group(ROOMS),
      kind: "up",
      program: group(ROOMS, { duration: 40 }),
      wanted: ROOMS.map((room) => wanted(room, { duration: 40 })),
    },
    "change room by room": {
      before: group({ lobby: {}, stage: {}, yard: {}, cellar: {} }),
      kind: "up",
      program: group({ lobby: { duration: 30 }, stage: { businessId: "news" }, yard: {}, attic: {} }),
      wanted: [wanted("lobby", { duration: 30 }), wanted("stage"), wanted("yard"), wanted("attic")],
    },
    "restart of its rooms with a gap": {
      before: group(ROOMS, { identifier: "audio" }),
      kind: "up",
      program: group(ROOMS, { identifier: "audio", maxIdleTime: 600, duration: 30 }),
      wanted: ROOMS.map((room) => wanted(room, { duration: 30 })),
    },
    replace: {
      before: group(ROOMS),
      kind: "up",
      program: group(ROOMS, { appId: OTHER_APP }),
      wanted: ROOMS.map((room) => wanted(room, { appId: OTHER_APP })),
    },
    refresh: {
      before: group(ROOMS),
      kind: "refresh",
      program: group(ROOMS),
      wanted: ROOMS.map((room) => wanted(room)),
    },
    "refresh of an ended room": {
      before: group(ROOMS),
      meanwhile: ended("stage"),
      kind: "refresh",
      program: group(ROOMS),
      wanted: ROOMS.map((room) => wanted(room)),
    },
    delete: { before: group(ROOMS), kind: "destroy", wanted: [] },
  },
  known: (outputs) =>
    Object.entries(outputs.tasks as Record<string, Record<string, unknown>>).map(([room, seen]) =>
      pick(String(outputs.appId), room, seen),
    ),
} satisfies Subject<string>;

function pick(appId: string, roomId: string, { taskId, status, identifier }: Record<string, unknown>) {
  return { appId, roomId, taskId: String(taskId), status: String(status), identifier: String(identifier) };
}
