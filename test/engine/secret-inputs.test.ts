import { describe, expect } from "vitest";
import { APP, program } from "#test/e2e/support/program";
import { test } from "#test/e2e/support/stack-test";

/** The secrets come from the environment, so that the program's own text is free of them. */
test.override("stackOptions", { environment: { CANARY_PREFIX: "canary-prefix", CANARY_WRONG: "canary wrong" } });

const CANARY = /canary[- ](prefix|wrong)/;

const group = (more: string) =>
  program(`
    const { SegmentTaskGroup } = require("pulumi-volcengine-rtc");
    const secret = (name) => pulumi.secret(process.env[name]);
    const storageConfig = ${JSON.stringify({ type: "tos", accountId: "1", bucket: "audio" })};
    new SegmentTaskGroup("fleet", { appId: "${APP}", rooms: ["lobby"], storageConfig, ${more} });
  `);

describe("an input that is a secret", () => {
  test("stays one where the outputs of a group repeat it", async ({ stack, emulator }) => {
    expect(await stack.up(group('identifier: secret("CANARY_PREFIX")'), "--diff")).toMatchObject({ code: 0 });
    expect(await stack.refresh()).toMatchObject({ code: 0 });
    const again = await stack.up(group('identifier: secret("CANARY_PREFIX"), duration: 30'), "--diff");

    expect(again).toMatchObject({ code: 0 });
    expect(again.text).not.toMatch(CANARY);
    expect((await stack.everythingKept()).match(CANARY)?.[0]).toBeUndefined();
    expect((await emulator.admin.tasks())[0]).toMatchObject({ Identifier: "canary-prefix-lobby", Duration: 30 });
  });

  test.for([
    ["a group", group('identifier: secret("CANARY_WRONG")')],
    [
      "a task",
      program(`
        const identifier = pulumi.secret(process.env.CANARY_WRONG);
        const storageConfig = { type: "tos", accountId: "1", bucket: "audio", region: identifier };
        new SegmentTask("lobby", { appId: "${APP}", roomId: "lobby", identifier, storageConfig });
      `),
    ],
  ] as const)("is not repeated when it is not valid, in %s", async ([_what, wrong], { stack }) => {
    const result = await stack.preview(wrong);

    expect(result.code).not.toBe(0);
    expect(result.text).toContain("identifier: [secret] is not a valid id; use 1 to 128 letters");
    expect(result.text).not.toMatch(CANARY);
  });
});
