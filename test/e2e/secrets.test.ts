import { describe, expect, inject } from "vitest";
import { running } from "./support/api-calls";
import { APP, program, S3 } from "./support/program";
import type { CliResult } from "./support/stack";
import { test } from "./support/stack-test";

/** Words that must not turn up anywhere but in the calls to the API. */
const THIRD_PARTY = {
  CANARY_PLAIN_ACCESS: "canary-plain-access",
  CANARY_PLAIN_SECRET: "canary-plain-secret",
  CANARY_MARKED_ACCESS: "canary-marked-access",
  CANARY_MARKED_SECRET: "canary-marked-secret",
  CANARY_ROTATED: "canary-rotated",
};
const VOLCENGINE = {
  accessKey: "canary-volcengine-access",
  secretKey: "canary-volcengine-secret",
  sessionToken: "canary-volcengine-token",
};
const KEY_VARIABLES = ["VOLCENGINE_ACCESS_KEY", "VOLCENGINE_SECRET_KEY", "VOLCENGINE_SESSION_TOKEN"];
const CANARY = /canary-[a-z-]+/;

/** Where a state has keys at last. The plugin keeps them out of outputs. */
const HOLDER = inject("adapter") === "plugin" ? "inputs" : "outputs";

/** The secrets come from the environment, so that the program's own text is free of them. */
const programOf = (duration: number, plainSecret = "CANARY_PLAIN_SECRET") =>
  program(`
    const { env } = process;
    const s3 = ${JSON.stringify({ ...S3, credentials: undefined })};
    const task = (name, credentials) => new SegmentTask(name, {
      appId: "${APP}", roomId: name, duration: ${duration}, identifier: name, storageConfig: { ...s3, credentials },
    });
    exports.plain = task("plain", { accessKey: env.CANARY_PLAIN_ACCESS, secretKey: env.${plainSecret} }).status;
    exports.storage = task("marked", {
      accessKey: pulumi.secret(env.CANARY_MARKED_ACCESS),
      secretKey: pulumi.secret(env.CANARY_MARKED_SECRET),
    }).storageConfig;
  `);

test.override("emulatorOptions", VOLCENGINE);
test.override("stackOptions", { environment: { ...THIRD_PARTY, VOLCENGINE_OPERATION_TIMEOUT: "2" } });

describe.each([
  ["the environment", false],
  ["the stack's configuration", true],
])("with Volcengine's keys from %s, no secret is seen", (_source, configured) => {
  const printed: Record<string, CliResult> = {};

  test.beforeAll(async ({ stack }) => {
    if (!configured) return;
    for (const name of KEY_VARIABLES) delete stack.environment[name];
    for (const [key, value] of Object.entries(VOLCENGINE)) {
      printed[`config set ${key}`] = await stack.config(`volcengine:${key}`, value, "--secret");
    }
  });

  test.afterEach(({ emulator }) => emulator.admin.clearFaults());

  test("in previews and the output of a first up", async ({ stack }) => {
    printed["preview --diff"] = await stack.preview(programOf(20), "--diff");
    printed["preview --json"] = await stack.preview(undefined, "--json");
    printed.up = await stack.up(undefined, "--diff");

    for (const [command, { code, text }] of Object.entries(printed)) {
      expect({ command, code, leak: text.match(CANARY)?.[0] }).toEqual({ command, code: 0, leak: undefined });
    }
  });

  test("in anything the backend keeps", async ({ stack }) => {
    const kept = await stack.everythingKept();

    expect(kept.match(CANARY)?.[0]).toBeUndefined();
    expect(kept).toContain("ciphertext");
    const credentials = (await stack.resources()).plain?.[HOLDER]?.storageConfig;
    expect(credentials).toMatchObject({ credentials: { ciphertext: expect.any(String) } });
  });

  test("after an update in place, a replacement and a refresh, and in what they print", async ({ stack }) => {
    const results = [
      await stack.up(programOf(30), "--diff"),
      await stack.preview(programOf(30, "CANARY_ROTATED"), "--diff"),
      await stack.up(undefined, "--diff"),
      await stack.refresh("--diff"),
    ];

    expect(results.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(results.map(({ text }) => text.match(CANARY)?.[0])).toEqual([undefined, undefined, undefined, undefined]);
    expect((await stack.everythingKept()).match(CANARY)?.[0]).toBeUndefined();
    expect((await stack.resources()).plain?.[HOLDER]?.storageConfig).toMatchObject({
      credentials: { ciphertext: expect.any(String) },
    });
  });

  test.for([
    [
      "a refused call",
      { type: "error", status: 400, code: "InvalidParameter", message: "canary" },
      /InvalidParameter: canary/,
    ],
    ["a broken answer", { type: "truncate", when: "before" }, /is not the API's/],
  ] as const)("in the message about %s", async ([_what, kind, message], { stack, emulator }) => {
    await emulator.admin.addFault({ action: "UpdateSegment", calls: "always", kind });

    const result = await stack.up(programOf(40, "CANARY_ROTATED"));

    expect(result.code).not.toBe(0);
    expect(result.text).toMatch(message);
    expect(result.text).not.toMatch(CANARY);
    expect((await stack.everythingKept()).match(CANARY)?.[0]).toBeUndefined();
  });

  test("in the engine's most talkative log, but where it traces what it passes on itself", async ({ stack }) => {
    const result = await stack.up(programOf(50, "CANARY_ROTATED"), "--logtostderr", "-v=9");

    expect(result).toMatchObject({ code: 0 });
    // The engine writes the values of all properties of all providers there, secret or not.
    const leaks = result.text.split("\n").filter((line) => CANARY.test(line));
    expect(leaks.filter((line) => !/arshaling property for RPC|RegisterResource RPC finished/.test(line))).toEqual([]);
  });

  test("when all is destroyed", async ({ stack, emulator }) => {
    const result = await stack.destroy();

    expect(result).toMatchObject({ code: 0 });
    expect(result.text).not.toMatch(CANARY);
    expect(await running(emulator.admin)).toEqual([]);
    expect((await stack.everythingKept()).match(CANARY)?.[0]).toBeUndefined();
  });
});
