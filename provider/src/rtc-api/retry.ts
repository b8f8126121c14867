import { backOff } from "exponential-backoff";
import type { Deadline } from "./deadline";

const ATTEMPTS = 6;

/** Repeats a failed attempt with growing, jittered pauses for as long as `again` allows, but only a few times. */
export function retry<T>(
  attempt: () => Promise<T>,
  again: (error: unknown) => boolean,
  deadline: Deadline,
): Promise<T> {
  return backOff(attempt, {
    jitter: "full",
    startingDelay: deadline.pauses.first,
    maxDelay: deadline.pauses.longest,
    numOfAttempts: ATTEMPTS,
    retry: (error: unknown) => again(error) && !deadline.passed,
  });
}
