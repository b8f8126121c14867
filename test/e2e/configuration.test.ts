import { type Emulator, startEmulator } from "pulumi-volcengine-rtc/emulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changingActions, running } from "./support/api-calls";
import { APP, program, task, tasks } from "./support/program";
import { Stack } from "./support/stack";

const ROTATED = { VOLCENGINE_ACCESS_KEY: "of-nobody", VOLCENGINE_SECRET_KEY: "of-nobody" };

describe("keys and endpoint in the stack's configuration", () => {
  let emulator: Emulator;
  let stack: Stack;

  beforeAll(async () => {
    emulator = await startEmulator();
    stack = await Stack.create({ environment: ROTATED });
    await stack.config("volcengine:endpoint", emulator.url);
    await stack.config("volcengine:accessKey", emulator.accessKey, "--secret");
    await stack.config("volcengine:secretKey", emulator.secretKey, "--secret");
  });

  afterAll(async () => {
    await stack.dispose();
    await emulator.close();
  });

  test("go before the environment, for resources and for getSegmentTask", async () => {
    const read = `exports.read = getSegmentTask({ appId: "${APP}", roomId: "room", taskId: "none" }).then(String);`;
    const result = await stack.up(
      program(`new SegmentTask("room", ${JSON.stringify(task("room", { identifier: "first" }))}); ${read}`),
    );

    expect(result).toMatchObject({ code: 0 });
    expect(await running(emulator.admin, "room")).toHaveLength(1);
    expect(await stack.outputs()).toEqual({ read: "undefined" });
  });

  test("are those of the last up for refresh and destroy, which say how to use new ones", async () => {
    await stack.config("volcengine:secretKey", "of-yesterday", "--secret");
    expect((await stack.up(tasks({ room: task("room", { identifier: "second" }) }))).code).not.toBe(0);
    await stack.config("volcengine:secretKey", emulator.secretKey, "--secret");

    const refused = await stack.destroy();
    expect(refused.code).not.toBe(0);
    expect(refused.text).toContain("SignatureDoesNotMatch");
    expect(refused.text).toContain("changed since, it counts with --run-program");
    expect(refused.text).not.toContain("of-yesterday");
    expect(await running(emulator.admin, "room")).toHaveLength(1);

    await emulator.admin.clearCalls();
    const result = await stack.destroy("--run-program");
    expect(result).toMatchObject({ code: 0 });
    expect(await changingActions(emulator.admin)).toEqual(["StopSegment"]);
  });
});
