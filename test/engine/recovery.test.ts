import type { EmulatorAdmin } from "pulumi-volcengine-rtc/emulator";
import { describe, expect } from "vitest";
import { changingActions, running } from "#test/e2e/support/api-calls";
import { APP, task, tasks } from "#test/e2e/support/program";
import { test } from "#test/e2e/support/stack-test";

test.override("stackOptions", {
  environment: { VOLCENGINE_CALL_TIMEOUT: "1", VOLCENGINE_OPERATION_TIMEOUT: "2" },
});

describe("an up that is cut short", () => {
  test.beforeEach(({ emulator }) => emulator.admin.clearCalls());
  test.afterEach(({ emulator }) => emulator.admin.clearFaults());

  test("between the start and the saved state is repaired by the next, which starts its own task anew", async ({
    stack,
    emulator,
  }) => {
    await stack.up(tasks({ crash: task("crash", { duration: 30 }) }));
    await stack.forget("crash");
    expect(await stack.resources()).toEqual({});

    const result = await stack.up();

    expect(result).toMatchObject({ code: 0 });
    const actions = ["StartSegment", "StartSegment", "StopSegment", "StartSegment"];
    expect(await changingActions(emulator.admin)).toEqual(actions);
    expect(await running(emulator.admin, "crash")).toHaveLength(1);
    expect((await stack.resources()).crash?.outputs).toMatchObject({ status: "running", duration: 30 });
    expect(await stack.up(tasks({}))).toMatchObject({ code: 0 });
  });

  test("by an answer that got lost ends well without a second start", async ({ stack, emulator }) => {
    await emulator.admin.addFault({ action: "StartSegment", calls: "first", kind: { type: "reset", when: "after" } });

    const result = await stack.up(tasks({ lost: task("lost", { taskId: "my-own-id" }) }));

    expect(result).toMatchObject({ code: 0 });
    expect(await changingActions(emulator.admin)).toEqual(["StartSegment"]);
    expect(await stack.up(tasks({}))).toMatchObject({ code: 0 });
  });

  describe("because nobody can tell whether the task runs", () => {
    const wanted = tasks({ doubt: task("doubt") });
    const doubt = (admin: EmulatorAdmin) =>
      admin.addFault({ action: "GetSegmentTask", calls: "always", kind: { type: "status", status: 500 } });

    test("says so, says what to do, and keeps the resource", async ({ stack, emulator }) => {
      await doubt(emulator.admin);

      const result = await stack.up(wanted);

      expect(result.code).not.toBe(0);
      expect(result.text).toContain(`Starting segment task "doubt-`);
      expect(result.text).toContain("HTTP 500");
      expect(result.text).toContain("run `pulumi up` again to find out and finish, or `pulumi destroy` to stop it");
      const state = (await stack.resources()).doubt;
      expect(state?.id).toMatch(new RegExp(`^${APP}/doubt/doubt-[0-9a-f]{12}$`));
      expect(state?.outputs).toMatchObject({ status: "unknown" });
      expect(await running(emulator.admin, "doubt")).toHaveLength(1);
    });

    test("is finished by the next up without a second start", async ({ stack, emulator }) => {
      const result = await stack.up();

      expect(result).toMatchObject({ code: 0 });
      const started = (await emulator.admin.calls()).filter((call) => call.action === "StartSegment" && call.applied);
      expect(started).toEqual([]);
      expect(await running(emulator.admin, "doubt")).toHaveLength(1);
      expect((await stack.resources()).doubt?.outputs).toMatchObject({ status: "running" });
      expect(await stack.up(undefined, "--expect-no-changes")).toMatchObject({ code: 0 });
      expect(await stack.up(tasks({}))).toMatchObject({ code: 0 });
    });

    test("is finished with what the program says by then", async ({ stack, emulator }) => {
      await doubt(emulator.admin);
      expect((await stack.up(wanted)).code).not.toBe(0);
      await emulator.admin.clearFaults();
      await emulator.admin.clearCalls();

      const result = await stack.up(tasks({ doubt: task("doubt", { duration: 50 }) }));

      expect(result).toMatchObject({ code: 0 });
      expect((await emulator.admin.calls()).filter(({ applied }) => applied).map(({ action }) => action)).toEqual([
        "UpdateSegment",
      ]);
      expect((await running(emulator.admin, "doubt"))[0]).toMatchObject({ Duration: 50 });
      expect((await stack.resources()).doubt?.outputs).toMatchObject({ adopt: false, duration: 50, status: "running" });
      expect(await stack.up(tasks({}))).toMatchObject({ code: 0 });
    });

    test("is undone by destroy", async ({ stack, emulator }) => {
      await doubt(emulator.admin);
      expect((await stack.up(wanted)).code).not.toBe(0);
      await emulator.admin.clearFaults();

      const result = await stack.destroy();

      expect(result).toMatchObject({ code: 0 });
      expect(await running(emulator.admin, "doubt")).toEqual([]);
    });
  });

  test("because the task could not run is an error with the place to look, and no resource", async ({
    stack,
    emulator,
  }) => {
    await emulator.admin.addFault({ calls: "always", kind: { type: "start-fails" } });

    const result = await stack.up(tasks({ failing: task("failing") }));

    expect(result.code).not.toBe(0);
    expect(result.text).toContain("the API accepted the task, but it failed to run (StartTaskFailed)");
    expect(result.text).toContain("RTC is authorised to use the storage");
    expect(await stack.resources()).toEqual({});
  });

  test("because the task to update is gone says how to start it again, and that works", async ({ stack, emulator }) => {
    await stack.up(tasks({ gone: task("gone") }));
    const [now] = await running(emulator.admin, "gone");
    await emulator.admin.endTask({ appId: APP, roomId: "gone", taskId: now?.TaskId ?? "", reason: "UserDisconnect" });

    const failed = await stack.up(tasks({ gone: task("gone", { duration: 40 }) }));
    expect(failed.code).not.toBe(0);
    expect(failed.text).toContain("Run `pulumi up --refresh` to start it again");

    expect(await stack.up(undefined, "--refresh")).toMatchObject({ code: 0 });
    expect((await running(emulator.admin, "gone"))[0]).toMatchObject({ Duration: 40 });
    expect(await stack.destroy()).toMatchObject({ code: 0 });
  });
});
