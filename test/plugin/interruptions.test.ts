import { describe, expect } from "vitest";
import { running } from "#test/e2e/support/api-calls";
import { program, task, tasks } from "#test/e2e/support/program";
import { test } from "#test/e2e/support/stack-test";
import { descendants } from "#test/faults/support/processes";

test.override("stackOptions", { adapter: "plugin" });

const HANG = { action: "StartSegment", calls: "always", kind: { type: "hang", when: "after" } } as const;

describe("an operation that takes too long", () => {
  test("ends with its customTimeouts, is kept, and the next up finds what it started", async ({ stack, emulator }) => {
    await emulator.admin.addFault(HANG);
    const args = JSON.stringify(task("slow"));
    const up = await stack.up(program(`new SegmentTask("slow", ${args}, { customTimeouts: { create: "2s" } });`));

    expect(up.code).not.toBe(0);
    expect(up.text).toContain("The task may be running all the same, so it is kept in the stack's state");
    expect((await stack.resources()).slow?.initErrors).toHaveLength(1);

    await emulator.admin.clearFaults();
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(await running(emulator.admin, "slow")).toHaveLength(1);
    expect((await stack.resources()).slow?.outputs).toMatchObject({ status: "running" });
  });

  test("ends at once when the user interrupts it, and is kept as well", async ({ stack, emulator }) => {
    const { id } = await emulator.admin.addFault(HANG);
    await stack.write(tasks({ slow: task("slow"), late: task("late") }));
    const up = stack.start("up", "--yes", "--skip-preview", "--stack", stack.name);
    await emulator.admin.waitForCalls({ action: "StartSegment", fault: id });
    const plugins = pluginsOf(up.pid);
    process.kill(up.pid, "SIGINT");
    const result = await up.ended;

    expect(result.code).not.toBe(0);
    expect(plugins.filter(isAlive)).toEqual([]);
    expect((await stack.resources()).late).toMatchObject({ outputs: { status: "unknown" } });
    await emulator.admin.clearFaults();
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(await running(emulator.admin, "late")).toHaveLength(1);
  });
});

describe("the plugin's process", () => {
  test("ends with its engine, also one that was killed", async ({ stack, emulator }) => {
    const { id } = await emulator.admin.addFault(HANG);
    await stack.write(tasks({ killed: task("killed") }));
    const up = stack.start("up", "--yes", "--skip-preview", "--stack", stack.name);
    await emulator.admin.waitForCalls({ action: "StartSegment", fault: id });
    const plugins = pluginsOf(up.pid);
    process.kill(up.pid, "SIGKILL");
    await up.ended;

    for (const pid of plugins) await expect.poll(() => isAlive(pid), { timeout: 30_000 }).toBe(false);
    await emulator.admin.clearFaults();
  });
});

/** The processes of the plugin that a CLI has started. */
function pluginsOf(pid: number): number[] {
  const found = descendants(pid).filter(({ command }) => command.includes("pulumi-resource-volcengine-rtc"));
  expect(found).not.toEqual([]);
  return found.map((process) => process.pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
