import { describe, expect } from "vitest";
import { changes, changingActions, running } from "#test/e2e/support/api-calls";
import { outsider } from "#test/e2e/support/outsider";
import { APP } from "#test/e2e/support/program";
import { test } from "#test/e2e/support/stack-test";

/**
 * The steps of one stack's life, in this order, whose program is the example in a language. All it is told by settings.
 *
 * @param environment What running the program takes besides.
 */
export function lifeCycle(language: "yaml" | "python" | "go", environment: () => Record<string, string> = () => ({})) {
  test.override("stackOptions", () => ({ copyOf: `examples/${language}`, environment: environment() }));

  describe(`the resources of a program in ${language}`, () => {
    test.beforeEach(({ emulator }) => emulator.admin.clearCalls());

    test("up starts the tasks and sets the callback", async ({ stack, emulator }) => {
      const up = await stack.up();

      expect(up.text).toMatch(/running\s*: 2/);
      expect(up.text).toMatch(/status\s*: "running"/);
      expect(up).toMatchObject({ code: 0 });
      const tasks = await running(emulator.admin);
      expect(tasks.map(({ RoomId }) => RoomId).sort()).toEqual(["backstage", "lobby", "stage"]);
      const [start] = await changes(emulator.admin, "lobby");
      expect(start?.body).toMatchObject({
        AppId: APP,
        RoomId: "lobby",
        Duration: 20,
        StorageConfig: { Type: 0, TosConfig: { AccountId: "2100000990", Bucket: "room-audio", Region: 2 } },
      });
      expect(await emulator.admin.callbacks()).toMatchObject([{ EventList: ["SegmentRealTimeData"] }]);
      expect((await stack.resources()).lobby).toMatchObject({
        type: "volcengine-rtc:index:SegmentTask",
        id: `${APP}/lobby/${start?.TaskId}`,
        outputs: { taskId: start?.TaskId, status: "running", duration: 20 },
      });
    });

    test("a change of duration shows as a line, and updates the task in place", async ({ stack, emulator }) => {
      await stack.config("duration", "30");
      const preview = await stack.preview(undefined, "--diff");
      expect(preview.text).toMatch(/^ {4}~ volcengine-rtc:index:SegmentTask: \(update\)$/m);
      expect(preview.text).toMatch(/^ +~ duration *: 20 => 30$/m);
      expect(await changingActions(emulator.admin)).toEqual([]);

      const up = await stack.up();
      expect(up.text).toMatch(/1 updated/);
      expect(up).toMatchObject({ code: 0 });
      expect(await changingActions(emulator.admin)).toEqual(["UpdateSegment"]);
      expect(await running(emulator.admin, "lobby")).toMatchObject([{ Duration: 30 }]);
    });

    test("another bucket shows as a line inside of the storage, and replaces the task", async ({ stack, emulator }) => {
      await stack.config("bucket", "other");
      const preview = await stack.preview(undefined, "--diff");
      expect(preview.text).toMatch(/^ +~ storageConfig *: \{\n +~ bucket *: "room-audio" => "other"\n +\}/m);
      expect(preview.text).toMatch(/1 to replace/);

      const up = await stack.up();
      expect(up.text).toMatch(/1 updated/);
      expect(up.text).toMatch(/1 replaced/);
      expect(up).toMatchObject({ code: 0 });
      // Nothing goes unheard.
      expect(await changingActions(emulator.admin, "lobby")).toEqual(["StartSegment", "StopSegment"]);
      const places = (await running(emulator.admin)).map(({ StorageConfig }) => StorageConfig);
      expect(places).toMatchObject(Array(3).fill({ TosConfig: { Bucket: "other" } }));
    });

    test("a change behind Pulumi's back shows as a line in a refresh, and up repairs it", async ({
      stack,
      emulator,
    }) => {
      const [now] = await running(emulator.admin, "lobby");
      const client = outsider(emulator);
      const key = { AppId: APP, RoomId: "lobby", TaskId: now?.TaskId ?? "" };
      const change = { Identifier: now?.Identifier ?? "", Duration: 99, Handle: true };
      await client.update({ ...key, ...change }, client.operation());
      await emulator.admin.clearCalls();

      const refresh = await stack.refresh("--diff");
      expect(refresh.text).toMatch(/^ +~ duration *: 30 => 99$/m);
      expect(refresh).toMatchObject({ code: 0 });

      const up = await stack.up();
      expect(up).toMatchObject({ code: 0 });
      expect(await changingActions(emulator.admin, "lobby")).toEqual(["UpdateSegment"]);
      expect(await running(emulator.admin, "lobby")).toMatchObject([{ Duration: 30 }]);
    });

    test("a task that the stack has forgotten is imported by its id, and fits the program", async ({
      stack,
      emulator,
    }) => {
      const id = (await stack.resources()).lobby?.id ?? "";
      await stack.forget("lobby");

      const options = ["--yes", "--skip-preview", "--protect=false", "--generate-code=false", "--stack", stack.name];
      const imported = await stack.pulumi("import", "volcengine-rtc:index:SegmentTask", "lobby", id, ...options);
      expect(imported.text).toMatch(/1 imported/);
      expect(imported).toMatchObject({ code: 0 });

      const up = await stack.up(undefined, "--expect-no-changes");
      expect(up).toMatchObject({ code: 0 });
      expect((await stack.resources()).lobby).toMatchObject({ id });
      expect(await changingActions(emulator.admin)).toEqual([]);
    });

    test("destroy stops the tasks and removes the callback", async ({ stack, emulator }) => {
      const destroy = await stack.destroy();

      expect(destroy).toMatchObject({ code: 0 });
      expect(await running(emulator.admin)).toEqual([]);
      expect(await emulator.admin.callbacks()).toEqual([]);
      expect(await stack.resources()).toEqual({});
    });
  });
}
