import { z } from "zod";

const envelope = z.object({
  ResponseMetadata: z.object({
    RequestId: z.string().optional(),
    Region: z.string().optional(),
    Error: z.object({ Code: z.string(), CodeN: z.number().optional(), Message: z.string().optional() }).nullish(),
  }),
  Result: z.unknown().optional(),
});

/** An answer of the API as it came: nothing filled in, nothing dropped from the result. */
export interface Answer {
  status: number;
  result: unknown;
  error: { Code: string; CodeN?: number | undefined } | undefined;
  region: string | undefined;
}

/** That nothing was learnt: neither that an assumption holds nor that it does not. */
export class NotSeen extends Error {
  override readonly name = "NotSeen";
}

export function readAnswer(action: string, status: number, text: string | undefined): Answer {
  const parsed = envelope.safeParse(parsedJson(text ?? ""));
  if (!parsed.success) throw new NotSeen(`${action}: HTTP ${status} with an answer that is not the API's`);
  const { Result, ResponseMetadata: metadata } = parsed.data;
  const error = metadata.Error ?? undefined;
  if (status === 429 || status >= 500 || error?.Code.startsWith("InternalError")) {
    const code = error === undefined ? "" : ` ${error.Code}`;
    throw new NotSeen(`${action}: HTTP ${status}${code} (request id ${metadata.RequestId ?? "none"}). Try again later`);
  }
  return { status, result: Result, error, region: metadata.Region };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A task as GetSegmentTask tells it, or nothing when it tells of none. */
export type SeenTask = Record<string, unknown> | undefined;

export function taskOf(answer: Answer): SeenTask {
  const task = field(answer.result, "SegmentTask");
  return isObject(task) ? task : undefined;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function field(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce((inner, name) => (isObject(inner) ? inner[name] : undefined), value);
}
