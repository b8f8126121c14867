import { z } from "zod";
import { STOP_REASONS } from "../segment/wire";
import { ACTION_NAMES, forEachAction } from "./actions";
import { MAX_LATE_CALLS, MAX_LATENCY_MS } from "./setting-ranges";

const id = z.string().min(1);
const limit = z.int().nonnegative().nullable();
const moment = z.enum(["before", "after"]);
const status = z.int().min(200).max(599);
const milliseconds = z.number().nonnegative().max(MAX_LATENCY_MS);
const calls = z.int().nonnegative().max(MAX_LATE_CALLS);

export const actionShape = z.enum(ACTION_NAMES);

export const streamShape = z.strictObject({
  appId: id,
  roomId: id,
  userId: id,
  streamType: z.union([z.literal(0), z.literal(1)]).exactOptional(),
});

export const clockShape = z.strictObject({
  advanceSeconds: z.number().nonnegative().exactOptional(),
  frozen: z.boolean().exactOptional(),
});

export const settingsShape = z.strictObject({
  duplicateStart: z.enum(["result", "error"]).exactOptional(),
  limits: z.union([z.literal(false), z.strictObject(forEachAction(() => limit.exactOptional()))]).exactOptional(),
  latencyMs: milliseconds.exactOptional(),
  maskCredentials: z.boolean().exactOptional(),
  staleReads: calls.exactOptional(),
  slowStops: calls.exactOptional(),
  eventsTo: z.enum(["loopback", "anywhere"]).exactOptional(),
});

export const taskShape = z.strictObject({ appId: id, roomId: id, taskId: id });

export const endShape = taskShape.extend({ reason: z.enum(STOP_REASONS) });

const kind = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("refuse") }),
  z.strictObject({ type: z.literal("reset"), when: moment }),
  z.strictObject({ type: z.literal("hang"), when: moment }),
  z.strictObject({ type: z.literal("delay"), milliseconds }),
  z.strictObject({
    type: z.literal("status"),
    status,
    when: moment.exactOptional(),
    body: z.string().exactOptional(),
    contentType: z.string().exactOptional(),
  }),
  z.strictObject({
    type: z.literal("error"),
    status,
    code: z.string(),
    codeN: z.int().exactOptional(),
    message: z.string().exactOptional(),
  }),
  z.strictObject({ type: z.literal("truncate"), when: moment.exactOptional() }),
  z.strictObject({ type: z.literal("empty") }),
  z.strictObject({ type: z.literal("content-type"), contentType: z.string() }),
  z.strictObject({ type: z.literal("start-fails") }),
]);

export const faultShape = z.strictObject({
  action: actionShape.exactOptional(),
  calls: z.union([z.enum(["first", "every-second", "always"]), z.strictObject({ times: z.int().positive() })]),
  kind,
});

const timeoutSeconds = z.coerce.number().positive().max(3600).default(30);

export const deliveriesShape = z.strictObject({ timeoutSeconds });

export const waitShape = z.strictObject({
  action: actionShape.exactOptional(),
  count: z.coerce.number().int().positive().default(1),
  fault: z.string().exactOptional(),
  timeoutSeconds,
});
