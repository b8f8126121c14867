import * as pulumi from "@pulumi/pulumi";
import { describe, expect, vi } from "vitest";
import { getSegmentTask } from "#dynamic/segment-task/get-segment-task";
import { RtcClient } from "#rtc-api/client";
import { SegmentClient } from "#segment/api/client";
import { startBody } from "#segment/request";
import { it } from "../support/emulator-test";
import { emulatorSettings } from "../support/rtc-settings";
import { FULL } from "../support/segment-inputs";

const VARIABLES = ["VOLCENGINE_ACCESS_KEY", "VOLCENGINE_SECRET_KEY", "VOLC_ACCESSKEY", "VOLC_SECRETKEY"];
const TASK = { appId: FULL.appId, roomId: FULL.roomId, taskId: FULL.taskId };

it.beforeEach(({ emulator }) => {
  for (const name of VARIABLES) vi.stubEnv(name, undefined);
  vi.stubEnv("HOME", "/nonexistent");
  pulumi.runtime.setAllConfig({
    "volcengine:endpoint": emulator.url,
    "volcengine:accessKey": emulator.accessKey,
    "volcengine:secretKey": emulator.secretKey,
    "volcengine:operationTimeout": "1",
  });
  return () => vi.unstubAllEnvs();
});

describe("getSegmentTask", () => {
  it("shows a running task in words, and never the keys of its storage", async ({ emulator }) => {
    const client = new SegmentClient(new RtcClient(() => emulatorSettings(emulator)));
    await client.start(startBody(FULL), client.operation());
    const { credentials: _, ...storageConfig } = FULL.storageConfig as typeof FULL.storageConfig & {
      credentials: object;
    };
    const task = await getSegmentTask(TASK);
    expect(task).toEqual({
      ...TASK,
      status: "running",
      startTime: expect.stringMatching(/Z$/),
      identifier: FULL.identifier,
      maxIdleTime: FULL.maxIdleTime,
      duration: FULL.duration,
      handle: FULL.handle,
      targetStreams: FULL.targetStreams,
      storageConfig,
      control: FULL.control,
    });
    expect(JSON.stringify(task)).not.toContain("CANARY");
    expect(await emulator.admin.calls()).toMatchObject([{ action: "StartSegment" }, { action: "GetSegmentTask" }]);
  });

  it("shows when and why a task ended", async ({ emulator }) => {
    const client = new SegmentClient(new RtcClient(() => emulatorSettings(emulator)));
    await client.start(startBody(FULL), client.operation());
    await emulator.admin.advance(601);
    expect(await getSegmentTask(TASK)).toMatchObject({ status: "ended", stopReason: "IdleTimeOut" });
  });

  it("returns nothing for a task the API doesn't know", async () => {
    expect(await getSegmentTask(TASK)).toBeUndefined();
  });

  it("fails with what to do when no key is configured, and calls nothing", async ({ emulator }) => {
    pulumi.runtime.setAllConfig({ "volcengine:endpoint": emulator.url });
    await expect(getSegmentTask(TASK)).rejects.toThrow(
      "No Volcengine access key found. Run `pulumi config set --secret",
    );
    expect(await emulator.admin.calls()).toEqual([]);
  });

  it("fails with the task, the code and the next step when the API refuses, and tells no key", async ({ emulator }) => {
    pulumi.runtime.setAllConfig({
      "volcengine:endpoint": emulator.url,
      "volcengine:accessKey": emulator.accessKey,
      "volcengine:secretKey": "CANARY-WRONG",
    });
    const error = await getSegmentTask(TASK).catch((reason: unknown) => reason);
    expect(String(error)).toContain(`Reading segment task "moderation" in room "lobby" of app "app1" failed`);
    expect(String(error)).toContain("SignatureDoesNotMatch");
    expect(String(error)).toContain("Check volcengine:accessKey and volcengine:secretKey");
    expect(String(error)).not.toContain("CANARY");
  });
});
