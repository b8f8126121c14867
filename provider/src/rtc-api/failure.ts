/**
 * What is known about whether a failed call took effect.
 *
 * - `no`: it certainly did not; it never reached the service, or was refused.
 * - `maybe`: nobody knows; look before doing anything else.
 */
export type Applied = "no" | "maybe";

/** What went wrong, and on whose side. */
export type Failure =
  /** The RTC service refused the call. */
  | { side: "service"; code: string; httpStatus: number }
  /** The gateway in front of it refused the call, mostly because of its signature or rights. */
  | { side: "gateway"; code: string; codeNumber: number; httpStatus: number }
  /** Called too often; nothing was done. */
  | { side: "throttle"; code: string; httpStatus: number }
  /** The account's limit left it no turn before its operation was over; `waited` in milliseconds. Nothing was sent. */
  | { side: "limit"; waited: number }
  /** The server broke down, or something between answered in its place. */
  | { side: "server"; httpStatus: number; code?: string }
  /** An answer that is no answer: no JSON, cut off, or without the envelope. */
  | { side: "answer"; httpStatus: number }
  /** No connection, or one that broke. */
  | { side: "network"; code: string }
  /** No answer in time. */
  | { side: "timeout" }
  /** The operation was cancelled. */
  | { side: "cancelled" };
