import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { ReceiverProcess } from "#test/contract/callbacks/receiver-process";
import { KEYS, roomAudioIn } from "#test/support/room-audio";
import { CALLBACK_SECRET } from "#test/support/signed-callback";
import { APP, program } from "../support/program";
import { test as base } from "../support/stack-test";

const test = base
  .extend("storage", { scope: "file" }, roomAudioIn("us-east-1"))
  .extend("receiver", async ({ task: _ }, { onCleanup }) => {
    const folder = await mkdtemp(join(tmpdir(), "callback-events-"));
    const receiver = await ReceiverProcess.start(join(folder, "events.db"));
    onCleanup(async () => {
      await receiver.end("SIGTERM");
      await rm(folder, { recursive: true });
    });
    return receiver;
  });

test("a program's slices are stored, and reported to the receiver that it names", async ({
  emulator,
  receiver,
  stack,
  storage,
}) => {
  // A name: the API takes no addresses.
  const url = receiver.url.replace("127.0.0.1", "localhost");
  stack.environment.CALLBACK_SECRET = CALLBACK_SECRET;
  const storageConfig = {
    type: "custom",
    vendor: "s3",
    bucket: "room-audio",
    region: "us-east-1",
    credentials: KEYS.all,
  };
  const result = await stack.up(
    program(`
      const slices = new RtcCallback("slices", {
        appId: "${APP}", url: "${url}", events: ["SegmentRealTimeData"], secretKey: process.env.CALLBACK_SECRET,
      });
      const lobby = new SegmentTask("lobby", {
        appId: "${APP}", roomId: "lobby", duration: 10, identifier: "lobby",
        storageConfig: ${JSON.stringify(storageConfig)},
        preflight: { level: "write", endpoint: "${storage.endpoint}" },
      }, { dependsOn: [slices] });
      exports.taskId = lobby.taskId;
    `),
  );
  expect(result).toMatchObject({ code: 0 });
  const { taskId } = await stack.outputs();

  await emulator.admin.setClock({ frozen: true });
  await emulator.admin.publish({ appId: APP, roomId: "lobby", userId: "alice" });
  await storage.put("room-audio", "lobby_1.aac");
  const { now } = await emulator.admin.advance(10);
  expect(await emulator.admin.deliveries()).toMatchObject([{ outcome: "delivered", attempts: 1, url }]);

  const [event, ...others] = await receiver.events();
  expect(others).toEqual([]);
  const eventTime = new Date(now).toISOString();
  expect(event).toMatchObject({ eventType: "SegmentRealTimeData", eventTime, appId: APP, roomId: "lobby", taskId });
  expect(await storage.objects("room-audio")).toContain("lobby_1.aac");
});
