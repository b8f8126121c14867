import { type Envelope, readEnvelope } from "./envelope";
import { type CallbackEvent, SEGMENT_EVENT } from "./event";
import { readEventTime } from "./event-time";
import { CallbackRefused } from "./refusal";
import { isGenuine } from "./signature";

/** How {@link verifyCallback} judges a callback. All of it may be left out. */
export interface VerifyOptions {
  /**
   * How far, in seconds, the time of the event may lie from now, before or after it. More than 0; `Infinity` takes any.
   * Default 86400, a day. The signature doesn't cover when a callback was sent, so whoever got hold of one can send it
   * again for so long; drop what comes again by its {@link CallbackEnvelope.eventId | eventId} and signature.
   */
  maxAge?: number;
  /** What counts as now. Default: the machine's clock. */
  now?: Date;
}

const DAY = 24 * 60 * 60;

/**
 * Tells whether a callback comes from Volcengine RTC, and reads it.
 *
 * @param body The request's body as it was sent, text or bytes; never JSON that was parsed and written again.
 * @param secretKey The secret key from the callback's settings, as it stands there.
 * @returns The event, with nothing in it that wasn't signed.
 * @throws CallbackRefused when it is not genuine, not recent, or no callback at all; its `reason` says which.
 * @throws Error when the secret key is empty, or an option is out of its range: a mistake of the program.
 * @example
 * ```ts
 * try {
 *   const event = verifyCallback(body, process.env.CALLBACK_SECRET ?? "");
 *   if (event.kind === "segment") console.log(event.appId, event.data);
 * } catch (error) {
 *   if (!(error instanceof CallbackRefused)) throw error;
 *   console.error(error.reason);
 * }
 * ```
 * @see https://www.volcengine.com/docs/6348/69820
 */
export function verifyCallback(
  body: string | Uint8Array,
  secretKey: string,
  { maxAge = DAY, now = new Date() }: VerifyOptions = {},
): CallbackEvent {
  if (typeof secretKey !== "string" || secretKey === "") {
    throw new Error("The secret key of the callback is empty, so anybody could sign. Pass the one of its settings.");
  }
  if (!(maxAge > 0)) throw new Error("maxAge must be more than 0 seconds.");
  if (Number.isNaN(now.getTime())) throw new Error("now is no valid date.");

  const envelope = readEnvelope(body);
  if (!isGenuine(envelope, secretKey)) {
    throw new CallbackRefused(
      "forged",
      "its signature is not that of its values and the secret key. Compare the key with the one of the callback's settings.",
    );
  }
  const time = readEventTime(envelope.EventTime);
  if (time === undefined) throw new CallbackRefused("malformed", "EventTime: is no ISO 8601 time with its offset.");
  const age = (now.getTime() - time.getTime()) / 1000;
  if (age > maxAge) throw new CallbackRefused("stale", `it happened more than ${maxAge} s ago.`);
  if (-age > maxAge) throw new CallbackRefused("ahead", `it happened more than ${maxAge} s ahead of this clock.`);
  return eventOf(envelope, time);
}

function eventOf(envelope: Envelope, time: Date): CallbackEvent {
  const { EventType: eventType, EventData: eventData } = envelope;
  const common = {
    eventId: envelope.EventId,
    eventTime: envelope.EventTime,
    time,
    appId: envelope.AppId,
    version: envelope.Version,
    eventData,
    data: jsonIn(eventData),
    signature: envelope.Signature,
  };
  return eventType === SEGMENT_EVENT
    ? { kind: "segment", eventType, ...common }
    : { kind: "unknown", eventType, ...common };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
