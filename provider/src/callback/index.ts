/**
 * Receiving what the service says of slices: {@link verifyCallback} tells genuine callbacks from forged ones.
 *
 * @module pulumi-volcengine-rtc/callback
 */

export type { CallbackEnvelope, CallbackEvent, SegmentEvent, UnknownEvent } from "./event";
export { CallbackRefused, type RefusalReason } from "./refusal";
export { type VerifyOptions, verifyCallback } from "./verify";
