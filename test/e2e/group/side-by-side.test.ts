import { describe, expect } from "vitest";
import { test } from "../support/stack-test";
import { fleet, roomNames } from "./fleet-program";

const STACKS = 3;
const ROOMS_EACH = 150;
const LIMIT_PER_SECOND = 60;
/** Of what the account allows, the share that must be used. */
const SHARE = 0.85;
/** How many starts the slowest must get for each of the fastest. */
const FAIR = 0.4;

test.override("emulatorOptions", { latencyMs: 20 });

describe("several ups at once on one account", () => {
  test("all succeed and share the account's limit, of which little is left unused", async ({
    createStack,
    emulator,
  }) => {
    const stacks = await Promise.all(Array.from({ length: STACKS }, () => createStack()));
    const results = await Promise.all(
      stacks.map((stack, n) => stack.up(fleet({ rooms: roomNames(ROOMS_EACH, `fleet${n}`), maxIdleTime: 3600 }))),
    );

    for (const result of results) expect(result).toMatchObject({ code: 0 });
    expect((await emulator.admin.stats()).runningTasks).toBe(STACKS * ROOMS_EACH);
    const starts = (await emulator.admin.calls()).filter(({ action, applied }) => action === "StartSegment" && applied);
    // While all of them are at it: from the moment the last one has begun until the first one has no more to start.
    const times = (room: string) =>
      starts.filter(({ RoomId = "" }) => RoomId.startsWith(room)).map(({ at }) => Date.parse(at));
    const each = stacks.map((_, n) => times(`fleet${n}-`));
    const from = Math.max(...each.map((moments) => Math.min(...moments)));
    const to = Math.min(...each.map((moments) => Math.max(...moments)));
    const within = each.map((moments) => moments.filter((at) => at >= from && at <= to).length);
    const used = within.reduce((sum, count) => sum + count) / ((to - from) / 1000) / LIMIT_PER_SECOND;
    expect(used).toBeGreaterThanOrEqual(SHARE);
    expect(Math.min(...within) / Math.max(...within)).toBeGreaterThan(FAIR);
  });
});
