import type { Emulator } from "pulumi-volcengine-rtc/emulator";
import { describe, expect } from "vitest";
import { changingActions, running } from "#test/e2e/support/api-calls";
import { S3, TOS, task, tasks } from "#test/e2e/support/program";
import { test } from "#test/e2e/support/stack-test";
import { NOWHERE } from "#test/support/nowhere";

test.override("stackOptions", { environment: { VOLCENGINE_OPERATION_TIMEOUT: "2" } });

/** What is wrong, its room, the environment that it is wrong in, and what is said about it. */
type WrongEnvironment = [
  what: string,
  room: string,
  environment: (emulator: Emulator) => Record<string, string>,
  message: RegExp,
];

describe("what a user gets wrong", () => {
  test.beforeAll(async ({ stack }) => {
    expect(await stack.up(tasks({ good: task("good") }))).toMatchObject({ code: 0 });
  });

  test.beforeEach(({ emulator }) => emulator.admin.clearCalls());

  const mistaken = tasks({
    good: task("good", {
      roomId: "not good",
      duration: 601,
      identifer: "x",
      targetStreams: [{ userId: "host" }, { userID: "guest" }],
      storageConfig: { ...TOS, region: "cn-bejing", Control: { Align: true } },
    }),
  });

  test.for(["preview", "up"] as const)(
    "%s shows all problems of a task at once, each with a fix",
    async (command, { stack, emulator }) => {
      const result = await stack[command](mistaken);

      expect(result.code).not.toBe(0);
      for (const problem of [
        `roomId: "not good" is not a valid id; use 1 to 128 letters, digits`,
        "duration: 601 is not valid; use a whole number of seconds from 1 to 600",
        `identifer: is not an argument; did you mean "identifier"?`,
        "targetStreams[1].userId: is required",
        `targetStreams[1].userID: is not an argument; did you mean "userId"?`,
        `storageConfig.region: "cn-bejing" is not a TOS region; did you mean "cn-beijing"?`,
        "storageConfig.Control: stands in the wrong place",
      ]) {
        expect(result.text).toContain(problem);
      }
      expect(await emulator.admin.calls()).toEqual([]);
      expect((await stack.resources()).good?.outputs).toMatchObject({ roomId: "good", duration: 20 });
      expect(await running(emulator.admin, "good")).toHaveLength(1);
    },
  );

  test("a problem with credentials is told without showing any", async ({ stack }) => {
    const credentials = { accessKey: "do-not-print-me", secretkey: "nor-me" };
    const result = await stack.preview(tasks({ keys: task("keys", { storageConfig: { ...S3, credentials } }) }));

    expect(result.code).not.toBe(0);
    expect(result.text).toContain("storageConfig.credentials.secretKey: is required");
    expect(result.text).toContain(`storageConfig.credentials.secretkey: is not an argument; did you mean "secretKey"?`);
    expect(result.text).not.toMatch(/do-not-print-me|nor-me/);
  });

  test("what is probably not meant is a warning on the resource at preview and up, and stops nothing", async ({
    stack,
    emulator,
  }) => {
    const doubtful = tasks({
      good: task("good"),
      repeat: task("repeat", { control: { redundantDuration: 3 } }),
      region: task("region", { storageConfig: { ...S3, region: "cn-north-1" } }),
    });

    for (const result of [await stack.preview(doubtful), await stack.up()]) {
      expect(result).toMatchObject({ code: 0 });
      expect(result.text).toMatch(/SegmentTask \(repeat\):\s+warning: control\.redundantDuration: 3 is 3 milliseconds/);
      expect(result.text).toMatch(
        /SegmentTask \(region\):\s+warning: storageConfig\.region: "cn-north-1" is supported/,
      );
    }
    expect(await changingActions(emulator.admin)).toEqual(["StartSegment", "StartSegment"]);
  });

  test("keys that are missing are a warning at preview already, told once and not in the way", async ({
    stack,
    emulator,
  }) => {
    const right = { ...stack.environment };
    stack.environment.VOLCENGINE_SECRET_KEY = "";

    const result = await stack.preview(tasks({ one: task("one"), two: task("two") }));
    Object.assign(stack.environment, right);

    expect(result).toMatchObject({ code: 0 });
    // What is printed while it runs is listed again at the end.
    const diagnostics = result.text.split("Diagnostics:")[1] ?? "";
    expect(diagnostics.match(/warning: No Volcengine secret key found\. Run `pulumi config set/g)).toHaveLength(1);
    expect((await stack.preview()).text).not.toContain("No Volcengine");
    expect(await emulator.admin.calls()).toEqual([]);
  });

  test.for<WrongEnvironment>([
    [
      "keys that are wrong",
      "wrong-keys",
      () => ({ VOLCENGINE_SECRET_KEY: "not-the-right-key" }),
      /SignatureDoesNotMatch.*Check volcengine(-rtc)?:accessKey and volcengine(-rtc)?:secretKey/s,
    ],
    [
      "keys that are missing",
      "no-keys",
      () => ({ VOLCENGINE_ACCESS_KEY: "" }),
      /No Volcengine access key found\. Run `pulumi config set --secret volcengine(-rtc)?:accessKey/,
    ],
    [
      "an endpoint that can't be reached",
      "unreachable",
      () => ({ VOLCENGINE_ENDPOINT: NOWHERE }),
      /ECONNREFUSED.*Check that the endpoint \(volcengine(-rtc)?:endpoint or VOLCENGINE_ENDPOINT\)/s,
    ],
    [
      "an endpoint without its http://",
      "no-scheme",
      ({ url }) => ({ VOLCENGINE_ENDPOINT: new URL(url).host }),
      /ERR_SSL_WRONG_VERSION_NUMBER.*write http:\/\/ in front/s,
    ],
    [
      "an endpoint that is none",
      "no-endpoint",
      () => ({ VOLCENGINE_ENDPOINT: "ftp://example.com" }),
      /VOLCENGINE_ENDPOINT "ftp:\/\/example\.com" is not an endpoint/,
    ],
  ])(
    "%s: the error names the fix, and the stack works afterwards",
    async ([_what, room, wrong, message], { stack, emulator }) => {
      const right = { ...stack.environment };
      Object.assign(stack.environment, wrong(emulator));

      const failed = await stack.up(tasks({ good: task("good"), [room]: task(room) }));
      const left = await stack.resources();
      Object.assign(stack.environment, right);
      const result = await stack.up();

      expect(failed.code).not.toBe(0);
      expect(failed.text).toMatch(message);
      expect(failed.text).not.toMatch(/not-the-right-key|at .*\.js:\d+/);
      expect(left).not.toHaveProperty(room);
      expect(result).toMatchObject({ code: 0 });
      expect(await running(emulator.admin, room)).toHaveLength(1);
    },
  );
});
