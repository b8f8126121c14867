import { describe, expect } from "vitest";
import { unknownBucket, withPack } from "#test/e2e/policy/pack-options";
import { APP, program, S3, TOS, task, tasks } from "#test/e2e/support/program";
import { test } from "#test/e2e/support/stack-test";

const AUDIO_ONLY = { "storage-bucket-allowed": { buckets: ["audio-*"] } };

describe("policies on tasks, on the real engine", () => {
  test("let a preview pass whose storage is as it must be", async ({ stack }) => {
    const preview = await stack.preview(tasks({ lobby: task("lobby", { maxIdleTime: 600 }) }), ...(await withPack()));
    expect(preview.text).toMatch(/✅ volcengine-rtc-segment-tasks@v/);
    expect(preview.code).toBe(0);
  });

  test("stop a preview and an update at a mandatory policy, before anything is started", async ({
    stack,
    emulator,
  }) => {
    const options = await withPack(AUDIO_ONLY);
    const preview = await stack.preview(tasks({ lobby: task("lobby") }), ...options);
    expect(preview.code).not.toBe(0);
    expect(preview.text).toMatch(/\[mandatory\] \[severity: high\] {2}storage-bucket-allowed .*SegmentTask: lobby\)/);
    expect(preview.text).toContain('storageConfig.bucket is "room-audio" on tos, but must match one of "audio-*"');
    const up = await stack.up(undefined, ...options);
    expect(up.code).not.toBe(0);
    expect(await emulator.admin.tasks()).toEqual([]);
  });

  test("only advise where the configuration says so", async ({ stack }) => {
    const options = await withPack({ all: "advisory", ...AUDIO_ONLY });
    const preview = await stack.preview(tasks({ lobby: task("lobby") }), ...options);
    expect(preview.text).toMatch(/\[advisory\] \[severity: high\] {2}storage-bucket-allowed/);
    expect(preview.code).toBe(0);
  });

  test("keep silent where the configuration disables them", async ({ stack }) => {
    const lobby = task("lobby", { storageConfig: { ...TOS, region: undefined } });
    const refused = await stack.preview(tasks({ lobby }), ...(await withPack()));
    expect(refused.text).toContain("storage-region-explicit");
    expect(refused.code).not.toBe(0);
    const accepted = await stack.preview(
      tasks({ lobby }),
      ...(await withPack({ "storage-region-explicit": "disabled" })),
    );
    expect(accepted.text).not.toContain("storage-region-explicit");
    expect(accepted.code).toBe(0);
  });

  test("judge the rooms of a group, and say it once for all of them", async ({ stack }) => {
    const group = { appId: APP, rooms: ["a", "b"], storageConfig: TOS };
    const body = `const { SegmentTaskGroup } = require("pulumi-volcengine-rtc");
      new SegmentTaskGroup("all", ${JSON.stringify(group)});`;
    const preview = await stack.preview(program(body), ...(await withPack(AUDIO_ONLY)));
    expect(preview.text).toMatch(/storage-bucket-allowed .*SegmentTaskGroup: all\)/);
    expect(preview.text.match(/Name an allowed bucket: .*\(rooms "a", "b"\)/g)).toHaveLength(1);
  });

  test("wait with an advice for a bucket that is not known yet, and judge it during the update", async ({
    stack,
    emulator,
  }) => {
    const options = await withPack({ all: "mandatory", ...AUDIO_ONLY });
    const preview = await stack.preview(unknownBucket("wrong"), ...options);
    expect(preview.code, preview.text).toBe(0);
    expect(preview.text).toMatch(/\[advisory\] .*storage-bucket-allowed .*SegmentTask: second\)/);
    expect(preview.text).toContain("storageConfig.bucket is not known before other resources are applied");

    const refused = await stack.up(undefined, ...options);
    expect(refused.code).not.toBe(0);
    expect(refused.text).toMatch(/\[mandatory\] .*storage-bucket-allowed .*SegmentTask: second\)/);
    expect((await emulator.admin.tasks()).map(({ RoomId }) => RoomId)).toEqual(["first"]);

    const accepted = await stack.up(unknownBucket("audio"), ...options);
    expect(accepted.code, accepted.text).toBe(0);
    expect(accepted.text).not.toContain("not judged yet");
    await stack.destroy();
  });

  test("see the endpoint in the configuration of the stack", async ({ stack }) => {
    await stack.config("volcengine:endpoint", "rtc.volcengineapi.com");
    const overseas = task("lobby", { storageConfig: { ...TOS, region: "ap-southeast-1" } });
    const preview = await stack.preview(tasks({ lobby: overseas }), ...(await withPack()));
    expect(preview.text).toMatch(/\[advisory\] .*storage-region-near-endpoint/);
    expect(preview.text).toContain("in Malaysia, but the calls go to the mainland endpoint");
    expect(preview.code).toBe(0);
    await stack.pulumi("config", "rm", "volcengine:endpoint", "--stack", "test");
  });

  test("find a key that stands in clear in the program, and show it nowhere", async ({ stack }) => {
    const preview = await stack.preview(tasks({ stage: task("stage", { storageConfig: S3 }) }), ...(await withPack()));
    expect(preview.code).not.toBe(0);
    expect(preview.text).toMatch(/storageConfig\.credentials\.accessKey stands in clear in index\.js, line \d+,/);
    expect(preview.text).toMatch(/storageConfig\.credentials\.secretKey stands in clear in index\.js, line \d+,/);
    expect(preview.text).not.toContain(S3.credentials.secretKey);
    expect(preview.text).not.toContain(S3.credentials.accessKey);
  });

  test("find a key that stands in clear in the configuration, and none that is encrypted there", async ({ stack }) => {
    const body = `
      const config = new pulumi.Config();
      const credentials = { accessKey: config.require("accessKey"), secretKey: config.require("secretKey") };
      const storageConfig = { ...${JSON.stringify({ ...S3, credentials: undefined })}, credentials };
      new SegmentTask("stage", { appId: "${APP}", roomId: "stage", storageConfig });
    `;
    await stack.config("accessKey", S3.credentials.accessKey, "--secret");
    await stack.config("secretKey", S3.credentials.secretKey, "--plaintext");
    const clear = await stack.preview(program(body), ...(await withPack()));
    expect(clear.text).toMatch(/secretKey stands in clear in Pulumi\.test\.yaml, line \d+,/);
    expect(clear.text).not.toContain("accessKey stands in clear");
    expect(clear.text).not.toContain(S3.credentials.secretKey);

    await stack.config("secretKey", S3.credentials.secretKey, "--secret");
    const encrypted = await stack.preview(program(body), ...(await withPack()));
    expect(encrypted.code, encrypted.text).toBe(0);
  });

  test("can't be given settings that they don't have", async ({ stack }) => {
    const options = await withPack({ "storage-type-allowed": { types: ["nfs"] } });
    const preview = await stack.preview(tasks({ lobby: task("lobby") }), ...options);
    expect(preview.code).not.toBe(0);
    expect(preview.text).toContain("storage-type-allowed");
  });
});
