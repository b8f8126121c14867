import { z } from "zod";
import { MASK } from "./masking";
import type { Action, WireSegmentTask } from "./wire";

/** What each action gives back when it succeeds. */
export interface Results {
  StartSegment: string;
  UpdateSegment: string;
  StopSegment: string;
  GetSegmentTask: WireSegmentTask | undefined;
}

/** An object of the API: what is null counts as absent, what is not documented is dropped. */
function fields<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.preprocess(withoutNulls, z.object(shape));
}

function withoutNulls(value: unknown): unknown {
  return isObject(value) ? Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null)) : value;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

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

const word = z.string({ error: ({ input }) => `${input === null ? "null" : typeof input} instead of "ok"` });

const RESULTS: { [A in Action]: z.ZodType<Results[A]> } = {
  StartSegment: word,
  UpdateSegment: word,
  StopSegment: word,
  GetSegmentTask: z.preprocess(
    (result) => result ?? {},
    found.transform(({ SegmentTask }) => SegmentTask),
  ),
};

/** A result, or where it is not what the API documents; never with a value from it. */
export function readResult<A extends Action>(action: A, result: unknown): { value: Results[A] } | { problem: string } {
  const parsed = RESULTS[action].safeParse(result);
  if (parsed.success) return { value: parsed.data };
  const [issue] = parsed.error.issues;
  return { problem: `${["Result", ...(issue?.path ?? [])].join(".")}: ${issue?.message}` };
}

/** Longer ones are no codes and no ids. */
const LONGEST_WORD = 200;

const refusal = fields({
  CodeN: z.number().optional(),
  Code: z.string().max(LONGEST_WORD).optional(),
  Message: z.string().optional(),
});

export type Refusal = z.infer<typeof refusal>;

const envelope = fields({
  ResponseMetadata: fields({
    RequestId: z.string().max(LONGEST_WORD).optional().catch(undefined),
    Error: refusal.refine(({ CodeN, Code, Message }) => Code || !(CodeN || Message)).optional(),
  }),
  Result: z.unknown().optional(),
});

export type Envelope = z.infer<typeof envelope>;

/** The API's envelope, or nothing when the text is something else. */
export function readEnvelope(text: string): Envelope | undefined {
  try {
    return envelope.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
