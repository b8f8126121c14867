import { describe, expect } from "vitest";
import { running } from "./support/api-calls";
import { test } from "./support/stack-test";

test.override("stackOptions", { language: "typescript" });

const PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
import { getSegmentTask, SegmentTask, type SegmentTaskArgs } from "pulumi-volcengine-rtc";

const later = pulumi.output;
const promised = <T>(value: T): Promise<T> => Promise.resolve(value);
const appId = "661e2f8a9c1d4b0012a543cf";

export const lobby = new SegmentTask("lobby", {
  appId: promised(appId),
  roomId: later("lobby"),
  duration: later(30),
  handle: promised(true),
  targetStreams: [later({ userId: "host" }), { userId: later("guest"), streamType: "screen" }],
  storageConfig: {
    type: "custom",
    vendor: "oss",
    bucket: later("room-audio"),
    region: "cn-hangzhou",
    credentials: later({ accessKey: pulumi.secret("a"), secretKey: promised("s") }),
  },
  control: later({ align: true, redundantDuration: later(1000) }),
  triggers: [later({ any: ["thing"] })],
  whenEnded: "keep",
});

const whole: SegmentTaskArgs = {
  appId,
  roomId: "whole",
  targetStreams: promised([{ userId: "host" }]),
  storageConfig: later({ type: "tos" as const, accountId: "2100000990", bucket: "room-audio", region: 2 }),
};
new SegmentTask("whole", whole, { dependsOn: lobby });

export const id: pulumi.Output<string> = lobby.id;
export const duration: pulumi.Output<number> = lobby.duration;
export const started: pulumi.Output<string | undefined> = lobby.startTime;
export const status: pulumi.Output<"unknown" | "notStarted" | "running" | "ended" | "failed"> = lobby.status;
export const absent: Promise<boolean> = getSegmentTask({ appId, roomId: "lobby", taskId: "none" }).then((task) => {
  const reason: string | undefined = task?.stopReason;
  return reason === undefined && task === undefined;
});

function mistakes(): void {
  const good = { appId, roomId: "room" };
  const tos = { type: "tos", accountId: "1", bucket: "b" } as const;
  // @ts-expect-error a region that TOS does not have
  new SegmentTask("x", { ...good, storageConfig: { ...tos, region: "us-east-1" } });
  // @ts-expect-error a number for a text
  new SegmentTask("x", { ...good, roomId: 1, storageConfig: tos });
  // @ts-expect-error a misspelt argument
  new SegmentTask("x", { ...good, storageConfig: tos, identifer: "x" });
  // @ts-expect-error no storage
  new SegmentTask("x", good);
  // @ts-expect-error third-party storage without credentials
  new SegmentTask("x", { ...good, storageConfig: { type: "custom", vendor: "s3", bucket: "b" } });
  // @ts-expect-error a vendor whose regions have no words
  new SegmentTask("x", { ...good, storageConfig: { type: "custom", vendor: "cos", bucket: "b", region: "x", credentials: { accessKey: "a", secretKey: "s" } } });
}
`;

describe("a program in TypeScript", () => {
  test("may give outputs and promises at any depth, and is told its mistakes by the types", async ({
    stack,
    emulator,
  }) => {
    const result = await stack.up(PROGRAM);

    expect(result).toMatchObject({ code: 0 });
    const [lobby] = await running(emulator.admin, "lobby");
    expect(lobby).toMatchObject({
      Duration: 30,
      TargetStreams: { StreamList: [{ UserId: "host" }, { UserId: "guest", StreamType: 1 }] },
      Control: { Align: true, RedundantDuration: 1000 },
    });
    expect(await running(emulator.admin, "whole")).toHaveLength(1);
    expect(await stack.outputs()).toMatchObject({ duration: 30, status: "running", absent: true });
    expect(await stack.destroy()).toMatchObject({ code: 0 });
  });

  test("that does not fit the types is refused before anything is called", async ({ stack, emulator }) => {
    const wrong = PROGRAM.replace("duration: later(30)", 'duration: later("30 s")');
    await emulator.admin.clearCalls();

    const result = await stack.preview(wrong);

    expect(result.code).not.toBe(0);
    expect(result.text).toMatch(/index\.ts.*duration|TS2322/s);
    expect(await emulator.admin.calls()).toEqual([]);
  });
});
