/**
 * Why a callback is refused.
 *
 * - `oversized`: its body is larger than 1 MiB.
 * - `malformed`: its body is not a callback: no UTF-8, no JSON, a field missing or of another type, no ISO 8601 time.
 * - `forged`: its signature is not that of its values and the secret key.
 * - `stale`: it happened longer ago than the window allows.
 * - `ahead`: it happened farther in the future than the window allows.
 */
export type RefusalReason = "oversized" | "malformed" | "forged" | "stale" | "ahead";

/** A body that is no genuine callback. Its text holds nothing of the body, and no secret. */
export class CallbackRefused extends Error {
  /** Always `CallbackRefused`. */
  override readonly name = "CallbackRefused";

  constructor(
    /** Why, for programs. */
    readonly reason: RefusalReason,
    detail: string,
  ) {
    super(`The callback is refused as ${reason}: ${detail}`);
  }
}
