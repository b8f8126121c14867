import { describe, expect } from "vitest";
import { changes, changingActions, running } from "./support/api-calls";
import { outsider } from "./support/outsider";
import { APP, program, S3, task, tasks } from "./support/program";
import { test } from "./support/stack-test";

/** The tests of this file are the steps of one stack's life, in this order. */
describe("a task from its start to its end", () => {
  test.beforeEach(({ emulator }) => emulator.admin.clearCalls());

  const lobby = (more: object) => tasks({ lobby: task("lobby", { whenEnded: "restart", ...more }) });

  test("up starts the task with what the user wrote and nothing else, and shows what the API says about it", async ({
    stack,
    emulator,
  }) => {
    const result = await stack.up(
      program(`
        const lobby = new SegmentTask("lobby", ${JSON.stringify(task("lobby", { identifier: "first", maxIdleTime: 3601 }))});
        exports.lobby = lobby;
      `),
    );

    expect(result).toMatchObject({ code: 0 });
    expect(result.text).toMatch(/volcengine-rtc:(index:)?SegmentTask lobby/);
    const [start, ...more] = await changes(emulator.admin);
    expect(more).toEqual([]);
    expect(start?.body).toEqual({
      AppId: APP,
      RoomId: "lobby",
      TaskId: start?.TaskId,
      MaxIdleTime: 3601,
      Identifier: "first",
      StorageConfig: { Type: 0, TosConfig: { AccountId: "2100000990", Bucket: "room-audio", Region: 2 } },
    });
    const [started] = await running(emulator.admin, "lobby");
    const { lobby } = (await stack.outputs()) as { lobby: Record<string, unknown> };
    expect(lobby).toMatchObject({
      id: `${APP}/lobby/${started?.TaskId}`,
      taskId: started?.TaskId,
      status: "running",
      duration: 20,
      startTime: new Date(started?.StartTime ?? 0).toISOString(),
    });
    expect(lobby.taskId).toMatch(/^lobby-[0-9a-f]{12}$/);
  });

  test("up changes nothing when nothing changed", async ({ stack, emulator }) => {
    const result = await stack.up(undefined, "--expect-no-changes");

    expect(result).toMatchObject({ code: 0 });
    expect(await emulator.admin.calls()).toEqual([]);
  });

  test("a change of duration and handle updates the task in place, with all that can be updated", async ({
    stack,
    emulator,
  }) => {
    const result = await stack.up(lobby({ maxIdleTime: 3601, identifier: "first", duration: 30, handle: false }));

    expect(result).toMatchObject({ code: 0 });
    expect(result.text).toContain("1 updated");
    const sent = { Identifier: "first", Duration: 30, Handle: false };
    const [update, ...more] = await changes(emulator.admin);
    expect(more).toEqual([]);
    expect(update).toMatchObject({ action: "UpdateSegment" });
    expect(update?.body).toEqual({ AppId: APP, RoomId: "lobby", TaskId: update?.TaskId, ...sent });
    expect(await running(emulator.admin, "lobby")).toMatchObject([sent]);
  });

  test("a change of adopt and whenEnded is saved and leaves the task alone", async ({ stack, emulator }) => {
    const args = { maxIdleTime: 3601, identifier: "first", duration: 30, handle: false };
    const result = await stack.up(tasks({ lobby: task("lobby", { ...args, adopt: true, whenEnded: "keep" }) }));

    expect(result).toMatchObject({ code: 0 });
    expect(result.text).toContain("1 updated");
    expect(await changingActions(emulator.admin)).toEqual([]);
    const state = (await stack.resources()).lobby?.outputs;
    expect(state).toMatchObject({ adopt: true, whenEnded: "keep", status: "running", ...args });
  });

  test("an UpdateSegment behind Pulumi's back shows as lines in a refresh, and up repairs it", async ({
    stack,
    emulator,
  }) => {
    const [now] = await running(emulator.admin, "lobby");
    const key = { AppId: APP, RoomId: "lobby", TaskId: now?.TaskId ?? "" };
    const client = outsider(emulator);
    await client.update({ ...key, Duration: 55, Identifier: "first", Handle: true }, client.operation());
    await emulator.admin.clearCalls();

    const refresh = await stack.refresh("--diff");
    expect(refresh).toMatchObject({ code: 0 });
    expect(refresh.text).toMatch(/~ duration\s*: 30 => 55/);
    expect(refresh.text).toMatch(/~ handle\s*: false => true/);
    expect(refresh.text).not.toMatch(/[~+-] (identifier|maxIdleTime|storageConfig|status)/);

    const preview = await stack.preview(undefined, "--diff");
    expect(preview.text).toMatch(/~ duration\s*: 55 => 30/);
    expect(preview.text).toMatch(/~ handle\s*: true => false/);

    const up = await stack.up();
    expect(up).toMatchObject({ code: 0 });
    expect(await changingActions(emulator.admin)).toEqual(["UpdateSegment"]);
    expect((await running(emulator.admin, "lobby"))[0]).toMatchObject({ Duration: 30, Handle: false });
  });

  test("an ended task that shall be kept stays in the state with the reason, and up leaves it", async ({
    stack,
    emulator,
  }) => {
    const [now] = await running(emulator.admin, "lobby");
    const key = { appId: APP, roomId: "lobby", taskId: now?.TaskId ?? "" };
    await emulator.admin.endTask({ ...key, reason: "UserDisconnect" });

    const refresh = await stack.refresh();
    expect(refresh).toMatchObject({ code: 0 });
    expect((await stack.resources()).lobby?.outputs).toMatchObject({ status: "ended", stopReason: "UserDisconnect" });

    const up = await stack.up(undefined, "--expect-no-changes");
    expect(up).toMatchObject({ code: 0 });
    expect(await changingActions(emulator.admin)).toEqual([]);
  });

  test("it is started again when it shall no longer be kept", async ({ stack, emulator }) => {
    const args = { maxIdleTime: 3601, identifier: "first", duration: 30, handle: false, adopt: true };
    const result = await stack.up(tasks({ lobby: task("lobby", { ...args, whenEnded: "restart" }) }));

    expect(result).toMatchObject({ code: 0 });
    expect((await changingActions(emulator.admin)).filter((action) => action === "StartSegment")).toHaveLength(1);
    expect(await running(emulator.admin, "lobby")).toHaveLength(1);
    expect((await stack.resources()).lobby?.outputs).toMatchObject({ status: "running" });
    expect((await stack.resources()).lobby?.outputs).not.toHaveProperty("stopReason");
  });

  test("an ended task drops out of the state at a refresh, and the same up starts it again", async ({
    stack,
    emulator,
  }) => {
    const [now] = await running(emulator.admin, "lobby");
    const key = { appId: APP, roomId: "lobby", taskId: now?.TaskId ?? "" };
    await emulator.admin.endTask({ ...key, reason: "IdleTimeOut" });

    const result = await stack.up(undefined, "--refresh");

    expect(result).toMatchObject({ code: 0 });
    expect(await changingActions(emulator.admin)).toEqual(["StartSegment"]);
    expect(await running(emulator.admin, "lobby")).toHaveLength(1);
  });

  test("after 72 hours the API shows nothing, and the task is kept with status unknown", async ({
    stack,
    emulator,
  }) => {
    await emulator.admin.publish({ appId: APP, roomId: "lobby", userId: "host" });
    await emulator.admin.advance(73 * 60 * 60);
    await stack.editResource("lobby", ({ outputs }) => {
      if (outputs) outputs.startTime = new Date(Date.now() - 73 * 60 * 60 * 1000).toISOString();
    });

    const refresh = await stack.refresh();
    expect(refresh).toMatchObject({ code: 0 });
    expect((await stack.resources()).lobby?.outputs).toMatchObject({ status: "unknown", identifier: "first" });

    const up = await stack.up(undefined, "--expect-no-changes");
    expect(up).toMatchObject({ code: 0 });
    expect(await changingActions(emulator.admin)).toEqual([]);
  });

  test("a task out of the API's sight can still be updated", async ({ stack, emulator }) => {
    const args = { maxIdleTime: 3601, identifier: "third", duration: 30, handle: false, adopt: true };
    const result = await stack.up(tasks({ lobby: task("lobby", { ...args, whenEnded: "restart" }) }));

    expect(result).toMatchObject({ code: 0 });
    expect(await changingActions(emulator.admin)).toEqual(["UpdateSegment"]);
  });

  test("destroy stops the task, even one out of the API's sight", async ({ stack, emulator }) => {
    const result = await stack.destroy();

    expect(result).toMatchObject({ code: 0 });
    expect(await changingActions(emulator.admin)).toEqual(["StopSegment"]);
    expect(await running(emulator.admin, "lobby")).toEqual([]);
    expect(await stack.resources()).toEqual({});
  });

  test("destroy succeeds when a task is gone already, by its end or without a trace", async ({ stack, emulator }) => {
    await stack.up(tasks({ ended: task("ended"), lost: task("lost", { storageConfig: S3 }) }));
    const [ended] = await running(emulator.admin, "ended");
    const [lost] = await running(emulator.admin, "lost");
    await emulator.admin.endTask({ appId: APP, roomId: "ended", taskId: ended?.TaskId ?? "", reason: "IdleTimeOut" });
    await emulator.admin.forgetTask({ appId: APP, roomId: "lost", taskId: lost?.TaskId ?? "" });

    const result = await stack.destroy();

    expect(result).toMatchObject({ code: 0 });
    expect(result.text).not.toContain("error");
    expect(await stack.resources()).toEqual({});
  });
});
