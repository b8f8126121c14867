import { afterEach, describe, expect, it } from "vitest";
import { type Emulator, type EmulatorOptions, startEmulator } from "#emulator/index";
import { RtcClient } from "#rtc-api/client";
import type { RtcSettings } from "#rtc-api/settings";
import { SegmentClient } from "#segment/api/client";
import { startBody } from "#segment/request";
import { emulatorSettings } from "../support/rtc-settings";
import { FULL, task } from "../support/segment-inputs";

let emulator: Emulator;
afterEach(() => emulator.close());

const clientOf = async (options: EmulatorOptions = {}, change: Partial<RtcSettings> = {}) => {
  emulator = await startEmulator(options);
  return new SegmentClient(new RtcClient(() => emulatorSettings(emulator, change)));
};

describe("the signature", () => {
  it("is accepted by a verifier that knows nothing of the signer, for every action", async () => {
    const client = await clientOf();
    const body = startBody(FULL);
    const { AppId, RoomId, TaskId } = body;
    expect(await client.start(body, client.operation())).toBe("started");
    expect(await client.update({ AppId, RoomId, TaskId, Duration: 7 }, client.operation())).toBe("updated");
    expect(await client.get({ AppId, RoomId, TaskId }, client.operation())).toMatchObject({ Status: 2, Duration: 7 });
    expect(await client.stop({ AppId, RoomId, TaskId }, client.operation())).toBe("stopped");
  });

  it("stays right for ids that must be escaped in a query", async () => {
    const client = await clientOf();
    const body = startBody(task({ roomId: "a@b.c-d_e", taskId: "x@.y" }));
    await client.start(body, client.operation());
    const { AppId, RoomId, TaskId } = body;
    expect(await client.get({ AppId, RoomId, TaskId }, client.operation())).toMatchObject({ Status: 2 });
  });

  it("covers the session token", async () => {
    const client = await clientOf({ sessionToken: "token-1" }, { sessionToken: "token-1" });
    expect(await client.start(startBody(task()), client.operation())).toBe("started");
  });

  it.each<[what: string, change: Partial<RtcSettings>, message: string]>([
    ["another secret key", { secretKey: "CANARY-WRONG" }, "Check volcengine:accessKey and volcengine:secretKey"],
    ["another access key", { accessKey: "CANARY-WRONG" }, "Check volcengine:accessKey and volcengine:secretKey"],
    ["another session token", { sessionToken: "CANARY-WRONG" }, "The session token is wrong or has expired"],
  ])("made with %s is refused, without a second try and with what to do", async (_, change, message) => {
    const client = await clientOf({ sessionToken: "token-1" }, { sessionToken: "token-1", ...change });
    const error = await client.start(startBody(task()), client.operation()).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ failure: { side: "gateway" }, applied: "no" });
    expect(String(error)).toContain(message);
    expect(String(error)).not.toContain("CANARY");
    expect(await emulator.admin.calls()).toHaveLength(1);
  });
});
