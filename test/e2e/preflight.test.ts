import { expect, inject } from "vitest";
import { CountingGateway } from "#test/support/counting-gateway";
import { KEYS, roomAudioIn } from "#test/support/room-audio";
import type { Keys } from "#test/support/s3-server";
import { changingActions, running } from "./support/api-calls";
import { APP, program, task, tasks } from "./support/program";
import { test as base } from "./support/stack-test";

interface Wish {
  credentials?: Keys;
  bucket?: string;
  level?: "bucket" | "write";
  endpoint?: string;
  identifier?: string;
}

const test = base
  .extend("america", { scope: "file" }, roomAudioIn("us-east-1"))
  .extend("europe", { scope: "file" }, roomAudioIn("eu-west-1"))
  .extend("gateway", { scope: "file" }, async ({ america }, { onCleanup }) => {
    const gateway = await CountingGateway.start(america.endpoint);
    onCleanup(() => gateway.close());
    return gateway;
  })
  .extend("args", ({ gateway }) => {
    return ({ credentials = KEYS.all, bucket = "room-audio", level = "bucket", endpoint, ...more }: Wish) => ({
      storageConfig: { type: "custom", vendor: "s3", bucket, region: "us-east-1", credentials },
      preflight: { level, endpoint: endpoint ?? gateway.url },
      ...more,
    });
  });

test.beforeEach(async ({ emulator, gateway }) => {
  await emulator.admin.clearCalls();
  gateway.requests.length = 0;
});

const THROUGH_PLUGIN = inject("adapter") === "plugin";

test("what would keep slices from arriving stops up before StartSegment, with the fix and without a key", async ({
  args,
  emulator,
  europe,
  gateway,
  stack,
}) => {
  const unfit: Record<string, [wish: Wish, message: string]> = {
    region: [
      { endpoint: europe.endpoint },
      'bucket "room-audio" on Amazon S3 is in eu-west-1, the task says us-east-1. Correct storageConfig.region to "eu-west-1"',
    ],
    bucket: [{ bucket: "no-audio" }, 'there is no bucket "no-audio" on Amazon S3 in us-east-1. Create it'],
    accessKey: [
      { credentials: { ...KEYS.all, accessKey: "CANARY-ACCESS-nobody" } },
      "does not know the access key of storageConfig.credentials. Correct the keys",
    ],
    secretKey: [
      { credentials: { ...KEYS.all, secretKey: "CANARY-SECRET-other" } },
      "the secret key of storageConfig.credentials does not belong to the access key. Correct the keys",
    ],
    rights: [
      { credentials: KEYS.read, level: "write" },
      'storageConfig.credentials may not write to bucket "room-audio" on Amazon S3 in us-east-1. Allow it',
    ],
  };
  const wishes = Object.entries(unfit).map(([name, [wish]]) => [name, task(name, args(wish))]);
  await stack.write(tasks(Object.fromEntries(wishes)));

  expect(await stack.preview()).toMatchObject({ code: 0 });
  expect(gateway.requests).toEqual([]);
  const result = await stack.up(undefined, "--continue-on-error");

  expect(result.code).not.toBe(0);
  for (const [name, [, message]] of Object.entries(unfit)) {
    const lines = result.text.split("\n").filter((line) => line.includes(`in room "${name}" `));
    expect(lines.join("\n"), name).toContain(message);
  }
  expect(result.text).not.toContain("CANARY");
  expect(await emulator.admin.calls()).toEqual([]);
  expect(await stack.resources()).toEqual({});
});

test("a right bucket stops nobody, and tasks and a group that share it ask it once", async ({
  args,
  emulator,
  gateway,
  stack,
}) => {
  const shared = JSON.stringify(args({}));
  const result = await stack.up(
    program(`
      const { SegmentTaskGroup } = require("pulumi-volcengine-rtc");
      const shared = ${shared};
      for (const roomId of ["a", "b", "c"]) new SegmentTask(roomId, { appId: "${APP}", roomId, ...shared });
      new SegmentTaskGroup("fleet", { appId: "${APP}", rooms: ["d", "e"], ...shared });
    `),
  );

  expect(result).toMatchObject({ code: 0 });
  expect(gateway.requests).toEqual(["HEAD /room-audio/"]);
  expect(await changingActions(emulator.admin)).toEqual(Array(5).fill("StartSegment"));
  expect(await stack.destroy()).toMatchObject({ code: 0 });
});

test("keys that may look are used where those of the slices may not, and are encrypted in the state", async ({
  args,
  stack,
}) => {
  const { preflight, ...rest } = args({ credentials: KEYS.write });
  const looked = { ...rest, preflight: { ...preflight, credentials: KEYS.read } };
  const result = await stack.up(tasks({ lobby: task("lobby", looked) }));

  expect(result).toMatchObject({ code: 0 });
  expect(result.text).not.toMatch(/warning|CANARY/);
  const { inputs, outputs } = (await stack.resources()).lobby ?? {};
  expect([inputs?.preflight, outputs?.preflight]).toEqual([
    { ...preflight, credentials: expect.anything() },
    // The plugin keeps keys out of outputs.
    THROUGH_PLUGIN ? preflight : { ...preflight, credentials: expect.anything() },
  ]);
  expect(JSON.stringify([inputs, outputs])).not.toContain("CANARY");

  const command = await stack.volcengineRtc("preflight", "--stack", stack.name, "--json");
  expect(command).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(command.stdout)).toEqual({
    buckets: [
      {
        type: "custom",
        vendor: "s3",
        region: "us-east-1",
        bucket: "room-audio",
        verdict: "good",
        detail: expect.stringContaining("preflight.credentials may look there"),
        tasks: [expect.stringMatching(/::lobby$/)],
      },
    ],
  });
});

test("a key that can't be judged is a warning, and one that leaves an object behind says which", async ({
  america,
  args,
  stack,
}) => {
  const unjudged = await stack.up(tasks({ hall: task("hall", args({ credentials: KEYS.write })) }));
  expect(unjudged).toMatchObject({ code: 0 });
  expect(unjudged.text).toMatch(/warning: bucket "room-audio" .* may not look at it.*Tasks are started all the same/);

  const kept = args({ credentials: KEYS.write, level: "write", identifier: "stage" });
  const written = await stack.up(
    tasks({ hall: task("hall", args({ credentials: KEYS.write })), stage: task("stage", kept) }),
  );
  expect(written).toMatchObject({ code: 0 });
  expect(written.text).toContain('the object "stage-volcengine-rtc-preflight" stays there');
  expect(await america.objects("room-audio")).toEqual(["stage-volcengine-rtc-preflight"]);
});

test("a change of preflight alone touches no task, and is shown", async ({ args, emulator, stack }) => {
  const before = tasks({ lobby: task("lobby", args({})) });
  const after = tasks({ lobby: task("lobby", { ...args({}), preflight: "off" }) });
  expect(await stack.up(before)).toMatchObject({ code: 0 });
  await emulator.admin.clearCalls();

  expect((await stack.previewSteps(after)).lobby?.op).toBe("update");
  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(await emulator.admin.calls()).toEqual([]);
  expect((await stack.resources()).lobby?.outputs).toMatchObject({
    preflight: THROUGH_PLUGIN ? { level: "off" } : "off",
  });
});

test("keys that are rotated to wrong ones leave the task running, although it would have to stop first", async ({
  args,
  emulator,
  stack,
}) => {
  expect(await stack.up(tasks({ lobby: task("lobby", args({})) }))).toMatchObject({ code: 0 });
  await emulator.admin.clearCalls();

  const wrong = { ...KEYS.all, secretKey: "CANARY-SECRET-other" };
  const failed = await stack.up(tasks({ lobby: task("lobby", args({ credentials: wrong })) }));
  expect(failed.code).not.toBe(0);
  expect(failed.text).toContain("does not belong to the access key");
  expect(await changingActions(emulator.admin)).toEqual([]);
  expect(await running(emulator.admin, "lobby")).toHaveLength(1);

  expect(await stack.up(tasks({ lobby: task("lobby", args({ credentials: KEYS.write })) }))).toMatchObject({
    code: 0,
  });
  expect(await changingActions(emulator.admin)).toEqual(["StopSegment", "StartSegment"]);
});
