import { type Emulator, startEmulator } from "pulumi-volcengine-rtc/emulator";
import { expect, test } from "vitest";
import { running } from "#test/e2e/support/api-calls";
import { outsider } from "#test/e2e/support/outsider";
import { APP, program, S3, TOS, task } from "#test/e2e/support/program";
import { type Adapter, type CliResult, Stack } from "#test/e2e/support/stack";

/** Longer than the story takes: no task ends by itself. */
const maxIdleTime = 80_000;

const single = (name: string, more: object = {}) =>
  `new SegmentTask("${name}", ${JSON.stringify(task(name, { maxIdleTime, ...more }))});`;
const group = (rooms: string[], more: object = {}) =>
  `new (require("pulumi-volcengine-rtc").SegmentTaskGroup)("fleet", ${JSON.stringify({ appId: APP, rooms, storageConfig: TOS, maxIdleTime, ...more })});`;
const callback = (events: string[]) =>
  `new RtcCallback("events", ${JSON.stringify({ appId: APP, url: "https://rooms.example.com/events", events })});`;

const kept = single("kept", { whenEnded: "keep" });
const adopted = single("hall", { taskId: "hall-task", adopt: true });
const keys = (secretKey: string) =>
  single("keys", { storageConfig: { ...S3, credentials: { ...S3.credentials, secretKey } } });
const begun =
  single("lobby") + kept + adopted + keys("the-first-secret-key") + group(["a", "b", "c"]) + callback(["SegmentStart"]);
const updated =
  single("lobby", { duration: 30 }) +
  kept +
  adopted +
  keys("another-secret-key") +
  group(["a", "b", "d"], { duration: 30 }) +
  callback(["SegmentStart", "SegmentStop"]);
const replaced =
  single("lobby", { storageConfig: { ...TOS, bucket: "other-audio" } }) +
  kept +
  adopted +
  keys("another-secret-key") +
  group(["a", "b", "d"], { handle: false });

interface Step {
  what: string;
  /** What somebody else does first. */
  before?(emulator: Emulator): Promise<unknown>;
  run(stack: Stack): Promise<CliResult>;
}

const STORY: readonly Step[] = [
  {
    what: "create, one of it by adoption",
    before: (emulator) => startForeign(emulator, "hall"),
    run: (stack) => stack.up(program(begun)),
  },
  { what: "nothing to do", run: (stack) => stack.up(undefined, "--refresh") },
  { what: "update, add, remove, and other keys", run: (stack) => stack.up(program(updated)) },
  { what: "replace, and delete one", run: (stack) => stack.up(program(replaced)) },
  {
    what: "drift",
    before: async (emulator) => {
      const [lobby] = await running(emulator.admin, "lobby");
      const stranger = outsider(emulator);
      const changed = { AppId: APP, RoomId: "lobby", TaskId: lobby?.TaskId ?? "", Duration: 55 };
      await stranger.update(changed, stranger.operation());
    },
    run: (stack) => stack.up(undefined, "--refresh"),
  },
  {
    what: "ended tasks, of which one is kept so",
    before: async ({ admin }) => {
      for (const { RoomId: roomId, TaskId: taskId } of await running(admin)) {
        if (["lobby", "kept", "b"].includes(roomId)) {
          await admin.endTask({ appId: APP, roomId, taskId, reason: "UserDisconnect" });
        }
      }
    },
    run: (stack) => stack.up(undefined, "--refresh"),
  },
  {
    what: "an id that somebody else's task has",
    before: (emulator) => startForeign(emulator, "busy"),
    run: (stack) => stack.up(program(replaced + single("busy", { taskId: "busy-task" }))),
  },
  {
    what: "a lost answer",
    before: ({ admin }) =>
      admin.addFault({ action: "StartSegment", calls: "first", kind: { type: "reset", when: "after" } }),
    run: (stack) => stack.up(program(replaced + single("late"))),
  },
  {
    what: "tasks that the API knows no more",
    before: ({ admin }) => admin.advance(100 * 3600),
    run: (stack) => stack.up(undefined, "--refresh"),
  },
  { what: "destroy", run: (stack) => stack.destroy() },
];

test("the API sees the same calls, line by line, from the dynamic resources and from the plugin", async () => {
  const [dynamic, plugin] = await Promise.all([tell("dynamic"), tell("plugin")]);

  expect(plugin).toEqual(dynamic);
  // The story is one: it has all actions, and both ends.
  const all = dynamic.flatMap(({ calls }) => calls).join("\n");
  for (const action of ["StartSegment", "UpdateSegment", "StopSegment", "GetSegmentTask", "CreateCallback"]) {
    expect(all).toContain(action);
  }
  expect(dynamic.map(({ code }) => code === 0)).toEqual(STORY.map(({ what }) => !what.startsWith("an id that")));
});

/** What each step ends with, and the calls of it: in the order of each room, as rooms are worked on side by side. */
async function tell(adapter: Adapter): Promise<{ what: string; code: number; calls: string[] }[]> {
  const emulator = await startEmulator();
  const stack = await Stack.create({ adapter, environment: emulator.environment });
  const told: { what: string; code: number; calls: string[] }[] = [];
  try {
    for (const { what, before, run } of STORY) {
      await before?.(emulator);
      await emulator.admin.clearCalls();
      const { code } = await run(stack);
      const calls = (await emulator.admin.calls()).toSorted((one, other) =>
        (one.RoomId ?? "").localeCompare(other.RoomId ?? ""),
      );
      told.push({
        what,
        code,
        calls: calls.map(({ seq: _seq, at: _at, requestId: _id, run: _run, faultId: _fault, ...call }) =>
          JSON.stringify(call).replaceAll(UUID, "<made up>"),
        ),
      });
    }
  } finally {
    await stack.dispose();
    await emulator.close();
  }
  return told;
}

const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g;

async function startForeign(emulator: Emulator, room: string): Promise<void> {
  const stranger = outsider(emulator);
  const storage = { Type: 0, TosConfig: { AccountId: "2100000990", Bucket: "room-audio", Region: 1 } };
  const body = { AppId: APP, RoomId: room, TaskId: `${room}-task`, MaxIdleTime: maxIdleTime, StorageConfig: storage };
  await stranger.start(body, stranger.operation());
}
