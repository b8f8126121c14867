import { describe, expect } from "vitest";
import { changingActions } from "#test/e2e/support/api-calls";
import { fleet, roomNames } from "#test/e2e/support/fleet-program";
import { S3 } from "#test/e2e/support/program";
import { test } from "#test/e2e/support/stack-test";

// The pace has tests of its own; here it would only take time.
test.override("emulatorOptions", { limits: false });

/** More than fits into one message of the engine's when it is told of a failure. */
const ROOMS = 240;

describe("a group of which some rooms can't be started", () => {
  test.afterEach(async ({ emulator }) => {
    await emulator.admin.clearFaults();
    await emulator.admin.clearCalls();
  });

  const program = fleet({ rooms: roomNames(ROOMS), maxIdleTime: 3600, storageConfig: S3 });

  test("is kept with all that did start, and lists each room that did not with its reason", async ({
    stack,
    emulator,
  }) => {
    await emulator.admin.addFault({
      action: "StartSegment",
      calls: "every-second",
      kind: { type: "error", status: 400, code: "InvalidParameter.IllegalRoomID" },
    });

    const result = await stack.up(program);

    expect(result.code).not.toBe(0);
    expect(result.text).toContain(
      `SegmentTaskGroup fleet: ${ROOMS / 2} rooms could not be started; the rest is done; run the same command again`,
    );
    const outputs = (await stack.resources()).fleet?.outputs;
    expect(outputs).toMatchObject({ running: ROOMS / 2, total: ROOMS / 2 });
    const started = Object.keys((outputs?.tasks ?? {}) as object);
    for (const room of roomNames(ROOMS)) {
      const line = result.text.split("\n").find((text) => text.includes(`* ${room}: `));
      if (started.includes(room)) expect(line).toBeUndefined();
      else expect(line).toMatch(/InvalidParameter\.IllegalRoomID.*Check roomId/);
    }
    expect(JSON.stringify(outputs)).not.toMatch(/write-only-(access|secret)-key/);
  });

  test("is finished by the next up, which starts just the rest", async ({ stack, emulator }) => {
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(await changingActions(emulator.admin)).toEqual(Array.from({ length: ROOMS / 2 }, () => "StartSegment"));
    expect((await emulator.admin.stats()).runningTasks).toBe(ROOMS);
    expect(await stack.up(undefined, "--expect-no-changes")).toMatchObject({ code: 0 });
  });

  test("says while it works how far it is", async ({ stack, emulator }) => {
    await emulator.admin.changeSettings({ latencyMs: 100 });
    const result = await stack.up(
      fleet({ rooms: roomNames(ROOMS), maxIdleTime: 3601, storageConfig: S3, maxConcurrency: 8 }),
    );
    expect(result).toMatchObject({ code: 0 });
    expect(result.text).toMatch(new RegExp(`SegmentTaskGroup fleet: \\d+/${ROOMS} done, \\d+/s`));
    await emulator.admin.changeSettings({ latencyMs: 0 });
  });

  test("is destroyed with all that did start", async ({ stack, emulator }) => {
    expect(await stack.destroy()).toMatchObject({ code: 0 });
    expect((await emulator.admin.stats()).runningTasks).toBe(0);
  });
});
