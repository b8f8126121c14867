import { describe, expect } from "vitest";
import { changingActions } from "#test/e2e/support/api-calls";
import { callbackOutsider, outsider } from "#test/e2e/support/outsider";
import { APP, program, S3 } from "#test/e2e/support/program";
import { test } from "#test/e2e/support/stack-test";

test.override("stackOptions", { adapter: "plugin" });

const imported = (args: object, id: string) =>
  program(`new SegmentTask("stage", ${JSON.stringify(args)}, { import: ${JSON.stringify(id)} });`);

describe("an import", () => {
  const key = { AppId: APP, RoomId: "stage", TaskId: "by-hand" };
  const id = `${APP}/stage/by-hand`;

  test.beforeAll(async ({ emulator }) => {
    const client = outsider(emulator);
    const credentials = { AccessKey: "by-hand-access-key", SecretKey: "by-hand-secret-key" };
    const storage = { Type: 2, CustomConfig: { Vendor: 0, Region: 3, Bucket: "room-audio", ...credentials } };
    await client.start({ ...key, Duration: 45, StorageConfig: storage }, client.operation());
    await emulator.admin.clearCalls();
  });

  test("takes a running task into the state as it is, and destroy stops it", async ({ createStack, emulator }) => {
    const stack = await createStack({ adapter: "plugin" });
    const args = { appId: APP, roomId: "stage", taskId: "by-hand", duration: 45, storageConfig: S3 };
    const up = await stack.up(imported(args, id));

    expect(up).toMatchObject({ code: 0 });
    expect(await changingActions(emulator.admin)).toEqual([]);
    const { stage } = await stack.resources();
    expect(stage).toMatchObject({ id, inputs: { taskId: "by-hand", duration: 45 }, outputs: { status: "running" } });
    expect(await stack.preview(undefined, "--expect-no-changes")).toMatchObject({ code: 0 });

    // The keys that the program has now were never seen: they are taken to be those of the task.
    const other = { ...S3, credentials: { accessKey: "another-access-key", secretKey: "another-secret-key" } };
    expect((await stack.previewSteps(imported({ ...args, storageConfig: other }, id))).stage?.op).toBe("replace");
    expect(await stack.destroy()).toMatchObject({ code: 0 });
    expect(await changingActions(emulator.admin)).toEqual(["StopSegment"]);
  });

  test("of what is not there, or of a malformed id, says what is wrong", async ({ createStack }) => {
    const stack = await createStack({ adapter: "plugin" });
    const args = { appId: APP, roomId: "stage", taskId: "none", storageConfig: S3 };
    const missing = await stack.up(imported(args, `${APP}/stage/none`));
    expect(missing.code).not.toBe(0);
    expect(missing.text).toContain('There is no segment task "none" in room "stage"');
    expect((await stack.up(imported(args, "stage"))).text).toContain('"stage" is not the id of a segment task');
  });

  test("of a callback leaves its key what it is, and asks for one when something changes", async ({
    createStack,
    emulator,
  }) => {
    const stack = await createStack({ adapter: "plugin" });
    const client = callbackOutsider(emulator);
    const url = "https://moderation.example.com/rtc";
    const callback = { AppID: APP, EventList: ["SegmentRealTimeData"], SecretKey: "by-hand", URL: url };
    await client.create({ ...callback, BusinessId: "" }, client.operation());
    const declared = (more: object) =>
      program(
        `new RtcCallback("events", ${JSON.stringify({ appId: APP, url, events: ["SegmentRealTimeData"], ...more })}, { import: "${APP}/" });`,
      );

    await emulator.admin.clearCalls();
    expect(await stack.up(declared({}))).toMatchObject({ code: 0 });
    const refused = await stack.up(declared({ url: `${url}/2` }));
    expect(refused.text).toContain("it was imported, so its key is not known");
    expect(await emulator.admin.callbacks()).toMatchObject([{ URL: url }]);
    expect(await stack.up(declared({ url: `${url}/2`, secretKey: "a-new-key" }))).toMatchObject({ code: 0 });
    expect(await emulator.admin.callbacks()).toMatchObject([{ URL: `${url}/2` }]);
  });
});
