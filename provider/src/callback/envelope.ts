import { z } from "zod";
import { CallbackRefused } from "./refusal";

/** Far more than any documented event needs. */
export const MAX_BODY_BYTES = 1024 * 1024;

// Broken halves of characters would all be hashed as one replacement character, so that one could stand for another.
const text = z.string().refine((value) => !/\p{Cs}/u.test(value), "has half a character");
const name = text.min(1, "is empty");

const envelope = z
  .object({
    EventType: name,
    EventData: text,
    EventTime: text,
    EventId: name,
    AppId: text,
    Version: text,
    Signature: text,
    Nonce: text.optional(),
    // So it is spelled on one of the vendor's two sites.
    Noce: text.optional(),
  })
  .transform(({ Nonce, Noce, ...fields }, context) => {
    const nonce = Nonce ?? Noce;
    if (nonce !== undefined && (Nonce === undefined || Noce === undefined)) return { ...fields, Nonce: nonce };
    context.addIssue({
      code: "custom",
      path: ["Nonce"],
      message: nonce === undefined ? "is missing" : "is there twice",
    });
    return z.NEVER;
  });

/** A callback's fields, whose signature nobody has looked at yet. */
export type Envelope = z.infer<typeof envelope>;

/** @throws CallbackRefused when the body is not a callback. */
export function readEnvelope(body: string | Uint8Array): Envelope {
  const parsed = envelope.safeParse(jsonIn(body));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new CallbackRefused("malformed", `${issue?.path.join(".") || "the body"}: ${issue?.message}.`);
}

function jsonIn(body: string | Uint8Array): unknown {
  // What reads requests may have read the body already, and there are programs in JavaScript.
  if (typeof body !== "string" && !(body instanceof Uint8Array)) {
    throw new CallbackRefused("malformed", "there is no body as it was sent. Pass its text or bytes, not parsed JSON.");
  }
  if (Buffer.byteLength(body) > MAX_BODY_BYTES) {
    throw new CallbackRefused("oversized", `its body is larger than ${MAX_BODY_BYTES} bytes.`);
  }
  try {
    return JSON.parse(typeof body === "string" ? body : new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw new CallbackRefused("malformed", "its body is not JSON in UTF-8.");
  }
}
