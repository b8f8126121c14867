/** The beginning of every program of these tests. */
const HEAD = `
const pulumi = require("@pulumi/pulumi");
const { RtcCallback, SegmentTask, getSegmentTask } = require("pulumi-volcengine-rtc");
`;

export const APP = "661e2f8a9c1d4b0012a543cf";

export const TOS = { type: "tos", accountId: "2100000990", bucket: "room-audio", region: "cn-shanghai" };

export const S3 = {
  type: "custom",
  vendor: "s3",
  bucket: "room-audio",
  region: "us-west-2",
  credentials: { accessKey: "write-only-access-key", secretKey: "write-only-secret-key" },
};

/** The smallest arguments of a task for a room, and what else is given. */
export function task(roomId: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { appId: APP, roomId, storageConfig: TOS, ...more };
}

/** A JavaScript program. */
export function program(body: string): string {
  return `${HEAD}${body}\n`;
}

/** A program with one task for each name. */
export function tasks(tasks: Record<string, Record<string, unknown>>): string {
  return program(
    Object.entries(tasks)
      .map(([name, args]) => `new SegmentTask(${JSON.stringify(name)}, ${JSON.stringify(args, undefined, 2)});`)
      .join("\n"),
  );
}
