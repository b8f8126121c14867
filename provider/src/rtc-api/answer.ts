import { z } from "zod";

/** An object of the API: what is null counts as absent, what is not documented is dropped. */
export function fields<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.preprocess(withoutNulls, z.object(shape));
}

function withoutNulls(value: unknown): unknown {
  return isObject(value) ? Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null)) : value;
}

export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A result, or where it is not what the API documents; never with a value from it. */
export function readResult<Result>(shape: z.ZodType<Result>, result: unknown): { value: Result } | { problem: string } {
  const parsed = shape.safeParse(result);
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
