import { type Emulator, startEmulator } from "pulumi-volcengine-rtc/emulator";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { APP, program, S3 } from "./support/program";
import { type CliResult, Stack } from "./support/stack";

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
const CANARY = /canary-[a-z-]+/;

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

describe.each([
  ["the environment", false],
  ["the stack's configuration", true],
])("with Volcengine's keys from %s, no secret is seen", (_source, configured) => {
  let emulator: Emulator;
  let stack: Stack;
  const printed: Record<string, CliResult> = {};

  beforeAll(async () => {
    emulator = await startEmulator(VOLCENGINE);
    const { VOLCENGINE_ENDPOINT, ...keys } = emulator.environment;
    const environment = { ...THIRD_PARTY, VOLCENGINE_OPERATION_TIMEOUT: "2", ...(configured ? {} : keys) };
    stack = await Stack.create({ environment });
    printed["config set"] = await stack.config("volcengine:endpoint", VOLCENGINE_ENDPOINT ?? "");
    if (configured) {
      for (const [key, value] of Object.entries(VOLCENGINE)) await stack.config(`volcengine:${key}`, value, "--secret");
    }
  });

  afterEach(() => emulator.admin.clearFaults());

  afterAll(async () => {
    await stack.dispose();
    await emulator.close();
  });

  test("in previews and the output of a first up", async () => {
    printed["preview --diff"] = await stack.preview(programOf(20), "--diff");
    printed["preview --json"] = await stack.preview(undefined, "--json");
    printed.up = await stack.up(undefined, "--diff");

    for (const [command, { code, text }] of Object.entries(printed)) {
      expect({ command, code, leak: text.match(CANARY)?.[0] }).toEqual({ command, code: 0, leak: undefined });
    }
  });

  test("in anything the backend keeps", async () => {
    const kept = await stack.everythingKept();

    expect(kept.match(CANARY)?.[0]).toBeUndefined();
    expect(kept).toContain("ciphertext");
    const credentials = (await stack.resources()).plain?.outputs?.storageConfig;
    expect(credentials).toMatchObject({ credentials: { ciphertext: expect.any(String) } });
  });

  test("after an update in place, a replacement and a refresh, and in what they print", async () => {
    const results = [
      await stack.up(programOf(30), "--diff"),
      await stack.preview(programOf(30, "CANARY_ROTATED"), "--diff"),
      await stack.up(undefined, "--diff"),
      await stack.refresh("--diff"),
    ];

    expect(results.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(results.map(({ text }) => text.match(CANARY)?.[0])).toEqual([undefined, undefined, undefined, undefined]);
    expect((await stack.everythingKept()).match(CANARY)?.[0]).toBeUndefined();
    expect((await stack.resources()).plain?.outputs?.storageConfig).toMatchObject({
      credentials: { ciphertext: expect.any(String) },
    });
  });

  test.each([
    [
      "a refused call",
      { type: "error", status: 400, code: "InvalidParameter", message: "canary" },
      /InvalidParameter: canary/,
    ],
    ["a broken answer", { type: "truncate", when: "before" }, /is not the API's/],
  ] as const)("in the message about %s", async (_what, kind, message) => {
    await emulator.admin.addFault({ action: "UpdateSegment", calls: "always", kind });

    const result = await stack.up(programOf(40, "CANARY_ROTATED"));

    expect(result.code).not.toBe(0);
    expect(result.text).toMatch(message);
    expect(result.text).not.toMatch(CANARY);
    expect((await stack.everythingKept()).match(CANARY)?.[0]).toBeUndefined();
  });

  test("in the engine's most talkative log, but where it traces what it passes on itself", async () => {
    const result = await stack.up(programOf(50, "CANARY_ROTATED"), "--logtostderr", "-v=9");

    expect(result).toMatchObject({ code: 0 });
    // The engine writes the values of all properties of all providers there, secret or not.
    const leaks = result.text.split("\n").filter((line) => CANARY.test(line));
    expect(leaks.filter((line) => !/arshaling property for RPC|RegisterResource RPC finished/.test(line))).toEqual([]);
  });

  test("when all is destroyed", async () => {
    const result = await stack.destroy();

    expect(result).toMatchObject({ code: 0 });
    expect(result.text).not.toMatch(CANARY);
    expect((await emulator.admin.tasks()).filter(({ Status }) => Status === 2)).toEqual([]);
    expect((await stack.everythingKept()).match(CANARY)?.[0]).toBeUndefined();
  });
});

describe("an input that is a secret", () => {
  let emulator: Emulator;
  let stack: Stack;

  beforeAll(async () => {
    emulator = await startEmulator();
    const secrets = { CANARY_PREFIX: "canary-prefix", CANARY_WRONG: "canary wrong" };
    stack = await Stack.create({ environment: { ...emulator.environment, ...secrets } });
  });

  afterAll(async () => {
    await stack.dispose();
    await emulator.close();
  });

  const CANARY_INPUT = /canary[- ](prefix|wrong)/;
  const group = (more: string) =>
    program(`
      const { SegmentTaskGroup } = require("pulumi-volcengine-rtc");
      const secret = (name) => pulumi.secret(process.env[name]);
      const storageConfig = ${JSON.stringify({ type: "tos", accountId: "1", bucket: "audio" })};
      new SegmentTaskGroup("fleet", { appId: "${APP}", rooms: ["lobby"], storageConfig, ${more} });
    `);

  test("stays one where the outputs of a group repeat it", async () => {
    expect(await stack.up(group('identifier: secret("CANARY_PREFIX")'), "--diff")).toMatchObject({ code: 0 });
    expect(await stack.refresh()).toMatchObject({ code: 0 });
    const again = await stack.up(group('identifier: secret("CANARY_PREFIX"), duration: 30'), "--diff");

    expect(again).toMatchObject({ code: 0 });
    expect(again.text).not.toMatch(CANARY_INPUT);
    expect((await stack.everythingKept()).match(CANARY_INPUT)?.[0]).toBeUndefined();
    expect((await emulator.admin.tasks())[0]).toMatchObject({ Identifier: "canary-prefix-lobby", Duration: 30 });
  });

  test.each([
    ["a group", group('identifier: secret("CANARY_WRONG")')],
    [
      "a task",
      program(`
        const identifier = pulumi.secret(process.env.CANARY_WRONG);
        const storageConfig = { type: "tos", accountId: "1", bucket: "audio", region: identifier };
        new SegmentTask("lobby", { appId: "${APP}", roomId: "lobby", identifier, storageConfig });
      `),
    ],
  ])("is not repeated when it is not valid, in %s", async (_what, wrong) => {
    const result = await stack.preview(wrong);

    expect(result.code).not.toBe(0);
    expect(result.text).toContain("identifier: [secret] is not a valid id; use 1 to 128 letters");
    expect(result.text).not.toMatch(CANARY_INPUT);
  });
});
