import { backOff } from "exponential-backoff";
import { isThrottle } from "./error";
import type { Operation } from "./operation";

const ATTEMPTS = 6;

/** Repeats a failed attempt with growing, jittered pauses for as long as `again` allows, but only a few times. */
export function retry<T>(
  attempt: () => Promise<T>,
  again: (error: unknown) => boolean,
  operation: Operation,
): Promise<T> {
  return backOff(attempt, {
    jitter: "full",
    startingDelay: operation.pauses.first,
    maxDelay: operation.pauses.longest,
    numOfAttempts: ATTEMPTS,
    retry: (error: unknown) => again(error) && !operation.passed,
  });
}

/** Short at first, as the limiter paces the calls already: long pauses would leave the limit unused. */
const THROTTLE_PAUSES = { first: 25, longest: 1_000 };

/** Repeats an attempt that came too often, with growing, jittered pauses, until the operation. */
export function whileThrottled<T>(attempt: () => Promise<T>, operation: Operation): Promise<T> {
  return backOff(attempt, {
    jitter: "full",
    startingDelay: THROTTLE_PAUSES.first,
    maxDelay: THROTTLE_PAUSES.longest,
    numOfAttempts: Number.MAX_SAFE_INTEGER,
    retry: (error: unknown) => isThrottle(error) && !operation.passed,
  });
}
