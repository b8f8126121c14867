import { z } from "zod";
import { fields, isObject } from "../../rtc-api/answer";
import { MASK } from "../../rtc-api/masking";
import type { WireSegmentTask } from "./wire";

const text = z.string().exactOptional();
const number = z.number().exactOptional();
const flag = z.boolean().exactOptional();
/** Unix milliseconds that a Date can hold. */
const time = z.number().min(-8.64e15).max(8.64e15).exactOptional();
const name = z.string().default("");
/** Never given away, whatever it is. */
const key = z
  .string()
  .optional()
  .transform(() => MASK);

const stream = fields({ Index: number, UserId: z.string(), StreamType: number });

const storage = fields({
  Type: number,
  TosConfig: fields({ AccountId: name, Bucket: name, Region: number }).exactOptional(),
  CustomConfig: fields({
    Vendor: number,
    Region: number,
    Bucket: name,
    AccessKey: key,
    SecretKey: key,
  }).exactOptional(),
});

const segmentTask = fields({
  StartTime: time,
  EndTime: time,
  Status: number,
  StopReason: text,
  MaxIdleTime: number,
  TargetStreams: fields({ StreamList: z.array(stream).exactOptional() }).exactOptional(),
  Identifier: text,
  Handle: flag,
  Duration: number,
  StorageConfig: storage.exactOptional(),
  Control: fields({ Align: flag, Mixed: flag, IgnoreSilence: flag, RedundantDuration: number }).exactOptional(),
} satisfies Record<keyof WireSegmentTask, z.ZodType>) satisfies z.ZodType<WireSegmentTask>;

const found = fields({
  // Every field is optional in the API's schema; a task without a single one is none.
  SegmentTask: z.preprocess((task) => (isBlank(task) ? undefined : task), segmentTask.optional()),
});

function isBlank(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}

/** What an action that changes something answers. */
export const word = z.string({ error: ({ input }) => `${input === null ? "null" : typeof input} instead of "ok"` });

/** What GetSegmentTask answers: a task, or nothing. */
export const foundTask = z.preprocess(
  (result) => result ?? {},
  found.transform(({ SegmentTask }): WireSegmentTask | undefined => SegmentTask),
);
