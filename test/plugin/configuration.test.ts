import { describe, expect } from "vitest";
import { changingActions, running } from "#test/e2e/support/api-calls";
import { APP, program, task, tasks } from "#test/e2e/support/program";
import { test } from "#test/e2e/support/stack-test";

test.override("stackOptions", { adapter: "plugin" });

/** The tests of this file are the steps of one stack's life, in this order. */
describe("the settings of the plugin", () => {
  test.beforeAll(({ stack }) => {
    for (const name of Object.keys(stack.environment))
      if (name.startsWith("VOLCENGINE_")) delete stack.environment[name];
  });

  test("are missed in a preview already, under the names that it has for them", async ({ stack }) => {
    const preview = await stack.preview(tasks({ room: task("room") }));
    expect(preview.text).toContain("warning: No Volcengine access key found");
    expect(preview.text).toContain("pulumi config set --secret volcengine-rtc:accessKey");
  });

  test("come from the stack, are encrypted even where they were not, and change without a change of a task", async ({
    stack,
    emulator,
  }) => {
    await stack.config("volcengine-rtc:endpoint", emulator.url);
    await stack.config("volcengine-rtc:accessKey", emulator.accessKey);
    await stack.config("volcengine-rtc:secretKey", "canary-of-yesterday");
    const refused = await stack.up();
    expect(refused.text).toContain("SignatureDoesNotMatch");
    await stack.config("volcengine-rtc:secretKey", emulator.secretKey, "--secret");

    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(await running(emulator.admin, "room")).toHaveLength(1);
    await stack.config("volcengine-rtc:callTimeout", "7");
    expect(await stack.up(undefined, "--expect-no-changes")).toMatchObject({ code: 0 });
    expect((await stack.everythingKept()).match(/"secretKey": ?"canary-of-yesterday"/g)).toBeNull();
  });

  test("are an explicit provider's own", async ({ stack, emulator }) => {
    const { url, accessKey, secretKey } = emulator;
    const settings = (secret: string) => JSON.stringify({ endpoint: url, accessKey, secretKey: secret });
    const other = (secret: string) =>
      program(`
        class Provider extends pulumi.ProviderResource {
          constructor(name, args) { super("volcengine-rtc", name, args); }
        }
        const provider = new Provider("other", ${settings(secret)});
        new SegmentTask("room", ${JSON.stringify(task("room"))}, { provider });
        exports.read = pulumi.runtime.invoke(
          "volcengine-rtc:index:getSegmentTask", { appId: "${APP}", roomId: "room", taskId: "none" }, { provider });
      `);
    await emulator.admin.clearCalls();
    const up = await stack.up(other(secretKey));

    expect(up.text).toContain('There is no segment task "none" in room "room"');
    expect(await changingActions(emulator.admin)).toEqual([]);
  });
});
