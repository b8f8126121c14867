import { expect } from "vitest";
import { RtcClient } from "#rtc-api/client";
import { SegmentClient } from "#segment/api/client";
import type { IdentifiedInputs } from "#segment/inputs";
import { observation } from "#segment/observation";
import { startBody, taskKey } from "#segment/request";
import { seenState } from "#segment/task/state";
import type { StateResource } from "#stack/state";
import { reportOn } from "#tasks/report";
import { it as base } from "../../support/emulator-test";
import { KEYS, roomAudioIn } from "../../support/room-audio";
import { emulatorSettings } from "../../support/rtc-settings";
import { task } from "../../support/segment-inputs";

const MINUTE = 60_000;
const TYPE = "pulumi-nodejs:dynamic/volcengine-rtc:SegmentTask";

function S3(credentials: typeof KEYS.all) {
  return { type: "custom", vendor: "s3", bucket: "room-audio", region: "us-east-1", credentials } as const;
}

const it = base
  .extend("bucket", { scope: "file" }, roomAudioIn("us-east-1"))
  .extend("europe", { scope: "file" }, roomAudioIn("eu-west-1"))
  .extend("stack", ({ emulator, bucket }) => {
    const settings = emulatorSettings(emulator);
    const api = new SegmentClient(new RtcClient(() => settings));
    const resources: StateResource[] = [];
    return {
      /** Starts a task, and has the state of the stack hold it. */
      async start(roomId: string, change: Partial<IdentifiedInputs> = {}, credentials = KEYS.read) {
        const inputs = task({
          roomId,
          identifier: `${roomId}-prefix`,
          storageConfig: S3(credentials),
          ...change,
        });
        await api.start(startBody(inputs), api.operation());
        const found = await api.get(taskKey(inputs), api.operation());
        if (found === undefined) throw new Error("The task was started");
        const outputs = { ...inputs, ...seenState(inputs.taskId, observation(found)), __owner: `rooms/test/${roomId}` };
        resources.push({
          urn: `urn:pulumi:test::rooms::${TYPE}::${roomId}`,
          kind: "task",
          id: `app1/${roomId}/task1`,
          inputs: { ...inputs },
          outputs,
          secrets: Object.values(credentials),
          replaced: false,
        });
      },
      /** Looks at all of them as if it were some minutes later. */
      async look(minutes: number, lastCallbacks: Record<string, Date> = {}, { endpoint } = bucket) {
        const reports = await reportOn({ resources }, api, {
          endpoint,
          account: () => settings,
          env: {},
          stale: undefined,
          now: Date.now() + minutes * MINUTE,
          lastCallback: ({ roomId }) => lastCallbacks[roomId],
          progress: () => () => {},
        });
        expect(JSON.stringify(reports)).not.toContain("CANARY");
        return reports;
      },
    };
  });

it("whether slices arrive is told by the storage, for each task by its own prefix", async ({
  emulator,
  bucket,
  stack,
}) => {
  const { admin } = emulator;
  await stack.start("sliced", { duration: 600, identifier: "room-1" });
  await stack.start("silent", { identifier: "room" });
  await stack.start("was-sliced", { identifier: "hall" });
  await stack.start("waiting", { handle: false });
  await stack.start("blind", { identifier: "blind" }, KEYS.write);
  await stack.start("called", { identifier: "called" }, KEYS.write);
  await stack.start("ended");
  await stack.start("gone");
  await stack.start("elsewhere", { storageConfig: { ...S3(KEYS.all), bucket: "no-such-bucket" } });
  await bucket.put("room-audio", "room-1_host_1_1.wav");
  await bucket.put("room-audio", "hall_host_1_1.wav");
  await bucket.put("room-audio", "room-volcengine-rtc-preflight");
  await admin.endTask({ appId: "app1", roomId: "ended", taskId: "task1", reason: "IdleTimeOut" });
  await admin.forgetTask({ appId: "app1", roomId: "gone", taskId: "task1" });

  const reports = await stack.look(10, { called: new Date(Date.now() + 10 * MINUTE - 5_000) });

  const told = reports.map(({ id, verdict, newestSlice }) => [id.split("/")[1], verdict, newestSlice !== null]);
  expect(told).toEqual([
    ["ended", "ended", false],
    ["gone", "ended", false],
    ["silent", "silent", false],
    ["was-sliced", "silent", true],
    ["blind", "notKnown", false],
    ["elsewhere", "notKnown", false],
    ["sliced", "ok", true],
    ["waiting", "ok", false],
    ["called", "ok", false],
  ]);
  const details = Object.fromEntries(reports.map(({ id, detail }) => [id.split("/")[1], detail]));
  expect(details).toMatchObject({
    ended: expect.stringContaining("(IdleTimeOut)"),
    silent: expect.stringMatching(/^no slice since it started 10 min ago/),
    "was-sliced": expect.stringMatching(/^nothing new for \d+ min/),
    blind: expect.stringContaining("may not look at it"),
    elsewhere: expect.stringContaining('there is no bucket "no-such-bucket"'),
  });
  expect(reports.at(-3)).toMatchObject({
    urn: expect.stringMatching(/::sliced$/),
    id: "app1/sliced/task1",
    status: "running",
    stopReason: null,
    place: "s3 us-east-1/room-audio",
    lastCallback: null,
  });
  expect((await stack.look(40)).find(({ id }) => id === "app1/sliced/task1")?.verdict).toBe("silent");
});

it("a region for which nobody knows a word is learnt from the storage, once for all tasks", async ({
  europe,
  stack,
}) => {
  for (const room of ["a", "b", "c"]) {
    const storageConfig = { ...S3(KEYS.read), vendor: "obs", region: 3 } as const;
    await stack.start(room, { identifier: room, storageConfig });
    await europe.put("room-audio", `${room}_host_1_1.wav`);
  }
  const reports = await stack.look(0, {}, europe);
  expect(reports.map(({ verdict, newestSlice }) => [verdict, newestSlice !== null])).toEqual(
    Array(3).fill(["ok", true]),
  );
});
