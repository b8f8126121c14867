import { describe, expect } from "vitest";
import { changingActions, running } from "#test/e2e/support/api-calls";
import { APP, program, task, tasks } from "#test/e2e/support/program";
import { test } from "#test/e2e/support/stack-test";

const OF_NOBODY = {
  VOLCENGINE_ENDPOINT: "http://nobody.invalid",
  VOLCENGINE_ACCESS_KEY: "of-nobody",
  VOLCENGINE_SECRET_KEY: "of-nobody",
};

test.override("stackOptions", { environment: OF_NOBODY });

describe("keys and endpoint in the stack's configuration", () => {
  test.beforeAll(async ({ stack, emulator }) => {
    await stack.config("volcengine:endpoint", emulator.url);
    await stack.config("volcengine:accessKey", emulator.accessKey, "--secret");
    await stack.config("volcengine:secretKey", emulator.secretKey, "--secret");
  });

  test("go before the environment, for resources and for getSegmentTask", async ({ stack, emulator }) => {
    const read = `exports.read = getSegmentTask({ appId: "${APP}", roomId: "room", taskId: "none" }).then(String);`;
    const result = await stack.up(
      program(`new SegmentTask("room", ${JSON.stringify(task("room", { identifier: "first" }))}); ${read}`),
    );

    expect(result).toMatchObject({ code: 0 });
    expect(await running(emulator.admin, "room")).toHaveLength(1);
    expect(await stack.outputs()).toEqual({ read: "undefined" });
  });

  test("are those of the last up for refresh and destroy, which say how to use new ones", async ({
    stack,
    emulator,
  }) => {
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
