import type { IdentifiedInputs, SegmentInputs, StorageConfig } from "#segment/inputs";
import type { Vendor } from "#storage/vendors";

/** Keys that stand in no message, log or state; look for them to find a leak. */
export const CANARIES = { accessKey: "CANARY-ACCESS-9f31", secretKey: "CANARY-SECRET-77b0" } as const;

export const TOS: Extract<StorageConfig, { type: "tos" }> = {
  type: "tos",
  accountId: "2100000990",
  bucket: "room-audio",
};

export const S3: Extract<StorageConfig, { vendor: "s3" }> = {
  type: "custom",
  vendor: "s3",
  bucket: "room-audio",
  credentials: { ...CANARIES },
};

/** Third-party storage of any vendor, region or keys. */
export function custom(
  change: { vendor?: Vendor; region?: string | number; bucket?: string; credentials?: unknown } = {},
): StorageConfig {
  return { ...S3, ...change } as StorageConfig;
}

/** What every task must be given, and nothing else. */
export const SHORTEST: SegmentInputs = { appId: "app1", roomId: "lobby", storageConfig: TOS };

/** Every argument, none of them at its default. */
export const FULL: IdentifiedInputs = {
  appId: "app1",
  roomId: "lobby",
  businessId: "voice",
  taskId: "moderation",
  identifier: "lobby-2026",
  maxIdleTime: 600,
  duration: 30,
  handle: false,
  targetStreams: [
    { userId: "host", streamType: "screen", index: 1 },
    { userId: "guest", streamType: "normal", index: 2 },
  ],
  storageConfig: custom({ region: "us-west-2" }),
  control: { align: true, mixed: true, ignoreSilence: true, redundantDuration: 3000 },
  adopt: true,
  whenEnded: "keep",
  triggers: ["a", { b: 1 }],
};

/** A task that is fully named, for calls to the API. */
export function task(change: Partial<IdentifiedInputs> = {}): IdentifiedInputs {
  return { ...SHORTEST, taskId: "task1", ...change };
}
