import { backOff } from "exponential-backoff";
import type { Deadline } from "./deadline";
import { isThrottle } from "./error";

const ATTEMPTS = 6;

/**
 * Repeats a failed attempt with growing, jittered pauses for as long as `again` allows. Being called too often is nobody's
 * fault and goes on until the deadline; anything else gives up after a few tries.
 */
export function retry<T>(
  attempt: () => Promise<T>,
  again: (error: unknown) => boolean,
  deadline: Deadline,
): Promise<T> {
  let failures = 0;
  return backOff(attempt, {
    jitter: "full",
    startingDelay: deadline.pauses.first,
    maxDelay: deadline.pauses.longest,
    numOfAttempts: Number.MAX_SAFE_INTEGER,
    retry: (error: unknown) => {
      if (!isThrottle(error)) failures++;
      return again(error) && failures < ATTEMPTS && !deadline.passed;
    },
  });
}
