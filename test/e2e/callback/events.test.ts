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
  .extend("store", async ({ task: _ }, { onCleanup }) => {
    const folder = await mkdtemp(join(tmpdir(), "callback-events-"));
    onCleanup(() => rm(folder, { recursive: true }));
    return join(folder, "events.db");
  })
  .extend("receiver", async ({ store }, { onCleanup }) => {
    const receiver = await ReceiverProcess.start(store);
    onCleanup(async () => {
      await receiver.end("SIGTERM");
    });
    return receiver;
  });

test("a program's slices are stored, reported to the receiver that it names, and seen by `tasks` both ways", async ({
  emulator,
  receiver,
  stack,
  storage,
  store,
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
  expect(await emulator.admin.deliveries()).toMatchObject([{ outcome: "delivered", url }]);

  const [event, ...others] = await receiver.events();
  expect(others).toEqual([]);
  const eventTime = new Date(now).toISOString();
  expect(event).toMatchObject({ eventType: "SegmentRealTimeData", eventTime, appId: APP, roomId: "lobby", taskId });

  const { code, stdout } = await stack.volcengineRtc("tasks", "--store", store, "--json");
  const [seen] = (JSON.parse(stdout) as { tasks: Record<string, string>[] }).tasks;
  expect(seen).toMatchObject({ verdict: "ok", lastCallback: eventTime });
  expect(Math.abs(Date.parse(seen?.newestSlice ?? "") - Date.now())).toBeLessThan(60_000);
  expect(code).toBe(0);
});
