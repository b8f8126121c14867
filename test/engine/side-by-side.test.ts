import { describe, expect } from "vitest";
import { fleet, roomNames } from "#test/e2e/support/fleet-program";
import { test } from "#test/e2e/support/stack-test";

const STACKS = 3;
const ROOMS_EACH = 60;

describe("several ups at once on one account", () => {
  test("all succeed, though together they have to wait for the account's limit", async ({ createStack, emulator }) => {
    const stacks = await Promise.all(Array.from({ length: STACKS }, () => createStack()));
    const results = await Promise.all(
      stacks.map((stack, n) => stack.up(fleet({ rooms: roomNames(ROOMS_EACH, `fleet${n}`), maxIdleTime: 3600 }))),
    );

    for (const result of results) expect(result).toMatchObject({ code: 0 });
    expect((await emulator.admin.stats()).runningTasks).toBe(STACKS * ROOMS_EACH);
  });
});
