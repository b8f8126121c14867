import { setTimeout as sleep } from "node:timers/promises";
import type { EmulatorAdmin } from "pulumi-volcengine-rtc/emulator";
import { describe, expect } from "vitest";
import { changes, running } from "#test/e2e/support/api-calls";
import { outsider } from "#test/e2e/support/outsider";
import { APP, program, TOS, task } from "#test/e2e/support/program";
import type { Stack } from "#test/e2e/support/stack";
import { test } from "#test/e2e/support/stack-test";
import { descendants, killAtOnce } from "#test/faults/support/processes";

/** Longer than any test takes: no task ends by itself, however slow the machine is. */
const IDLE_SECONDS = 86_400;

const single = (name: string) =>
  `new SegmentTask("${name}", ${JSON.stringify(task(name, { maxIdleTime: IDLE_SECONDS }))});`;
const fleet = (rooms: string[]) =>
  `new (require("pulumi-volcengine-rtc").SegmentTaskGroup)("fleet", ${JSON.stringify({ appId: APP, rooms, storageConfig: TOS, maxIdleTime: IDLE_SECONDS })});`;

const once = (stack: Stack) => ["keep", "--once", "--json", "--stack", stack.name];

/** Ends tasks as those of empty rooms end, which may be started again at once however often. */
async function end(admin: EmulatorAdmin, rooms: readonly string[]): Promise<void> {
  for (const { RoomId: roomId, TaskId: taskId } of await running(admin)) {
    if (rooms.includes(roomId)) await admin.endTask({ appId: APP, roomId, taskId, reason: "IdleTimeOut" });
  }
}

/** Somebody speaks in each room, so that no task ends by itself. */
async function occupy(admin: EmulatorAdmin, rooms: readonly string[]): Promise<void> {
  for (const roomId of rooms) await admin.publish({ appId: APP, roomId, userId: "host", streamType: 0 });
}

async function runsIn(admin: EmulatorAdmin): Promise<string[]> {
  return (await running(admin)).map(({ RoomId }) => RoomId).sort();
}

/** Rounds until all run, of which the first may have to make good what was cut off. */
async function mend(stack: Stack, admin: EmulatorAdmin, declared: readonly string[]): Promise<void> {
  const texts: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    const { code, text } = await stack.volcengineRtc(...once(stack));
    texts.push(text);
    if (code === 0) break;
  }
  expect(await runsIn(admin), texts.join("\n")).toEqual([...declared].sort());
}

describe("a thousand rooms", () => {
  const rooms = Array.from({ length: 1000 }, (_, n) => `room-${n}`);
  const empty = rooms.filter((_, n) => n % 20 === 0);

  test("of which 50 end get these back in one round", async ({ createStack, emulator: { admin } }) => {
    const stack = await createStack({ name: "thousand" });
    expect(await stack.up(program(fleet(rooms)))).toMatchObject({ code: 0 });
    await occupy(
      admin,
      rooms.filter((room) => !empty.includes(room)),
    );
    await admin.advance(IDLE_SECONDS + 1);
    expect(await running(admin)).toHaveLength(950);
    await admin.clearCalls();

    const { code, text } = await stack.volcengineRtc(...once(stack));

    expect({ code, text }).toMatchObject({ code: 0 });
    const changed = await changes(admin);
    expect(changed.map(({ action }) => action)).toEqual(empty.map(() => "StartSegment"));
    expect(changed.map(({ RoomId }) => RoomId).sort()).toEqual([...empty].sort());
    expect(await running(admin)).toHaveLength(1000);
    expect(await stack.destroy()).toMatchObject({ code: 0 });
  });
});

describe("a keeper", () => {
  const singles = ["one", "two", "three", "four"];
  const grouped = ["a", "b", "c"];
  const declared = [...singles, ...grouped];
  const deployed = program(singles.map(single).join("") + fleet(grouped));

  test("that is killed thirty times leaves one run in each room, and a stranger's alone", async ({
    createStack,
    emulator,
  }) => {
    const { admin } = emulator;
    await admin.reset();
    const stack = await createStack({ name: "killed" });
    expect(await stack.up(deployed)).toMatchObject({ code: 0 });
    const stranger = outsider(emulator);
    const foreign = {
      ...{ AppId: APP, RoomId: "foreign", TaskId: "foreign" },
      StorageConfig: { Type: 0, TosConfig: { AccountId: "1", Bucket: "b", Region: 0 } },
    };
    await stranger.start(foreign, stranger.operation());
    await occupy(admin, [...declared, "foreign"]);
    const before = (await admin.calls()).length;
    await end(admin, declared);
    const began = performance.now();
    expect(await stack.volcengineRtc(...once(stack))).toMatchObject({ code: 0 });
    const aRound = performance.now() - began;
    for (let kill = 0; kill < 30; kill += 1) {
      await end(
        admin,
        declared.filter(() => Math.random() < 0.4),
      );
      const keeper = stack.startVolcengineRtc(...once(stack));
      const wait = Math.random() * aRound;
      const timer = new AbortController();
      await Promise.race([keeper.ended, sleep(wait, undefined, { signal: timer.signal }).catch(() => {})]);
      timer.abort();
      // Every third time its `pulumi` lives on for as long as it can.
      const pids = descendants(keeper.pid).map(({ pid }) => pid);
      killAtOnce([keeper.pid, ...(kill % 3 === 0 ? [] : pids)]);
      await keeper.ended;
      killAtOnce(pids);
    }
    await mend(stack, admin, [...declared, "foreign"]);
    expect(await stack.preview(undefined, "--expect-no-changes")).toMatchObject({ code: 0 });
    const runs = (await admin.runs()).filter(({ RoomId }) => RoomId === "foreign");
    expect(runs).toMatchObject([{ Status: 2 }]);
    // Looks, starts, and the looks of an `up`: for each room a few a round.
    expect((await admin.calls()).length - before).toBeLessThan(33 * declared.length * 8);
  });

  test("beside another one and an up leaves one run in each room", async ({ createStack, emulator: { admin } }) => {
    await admin.reset();
    await occupy(admin, declared);
    const stack = await createStack({ name: "beside" });
    expect(await stack.up(deployed)).toMatchObject({ code: 0 });
    for (let round = 0; round < 3; round += 1) {
      await end(admin, declared.slice(round));
      await Promise.all([
        stack.volcengineRtc(...once(stack)),
        stack.volcengineRtc(...once(stack)),
        stack.up(undefined, "--refresh"),
      ]);
      await mend(stack, admin, declared);
    }
  });

  test("waits for an API that is down, says so once, and starts then what has ended", async ({
    createStack,
    emulator: { admin },
  }) => {
    await admin.reset();
    await occupy(admin, declared);
    const stack = await createStack({ name: "down" });
    expect(await stack.up(deployed)).toMatchObject({ code: 0 });
    await end(admin, ["one", "b"]);
    await admin.clearCalls();
    await admin.addFault({ calls: "always", kind: { type: "status", status: 503 } });
    const keeper = stack.startVolcengineRtc("keep", "--every", "2s", "--json", "--stack", stack.name);
    await keeper.printed(/"event":"blind"/);
    await admin.waitForCalls({ count: 2 * declared.length, timeoutSeconds: 60 });
    expect(await changes(admin)).toEqual([]);
    await admin.clearFaults();

    await keeper.printed(/"event":"sighted"/);
    await keeper.printed(/"event":"started".*"roomId":"one"/);
    process.kill(keeper.pid, "SIGTERM");
    const { code, stdout } = await keeper.ended;

    expect(code).toBe(0);
    expect(stdout.match(/"event":"blind"/g)).toHaveLength(1);
    expect(await runsIn(admin)).toEqual([...declared].sort());
  });
});
