import { isThrottle } from "./error";
import type { Operation, Pauses } from "./operation";

const ATTEMPTS = 6;

/** Repeats a failed attempt with growing, jittered pauses for as long as `again` allows, but only a few times. */
export function retry<T>(
  attempt: () => Promise<T>,
  again: (error: unknown) => boolean,
  operation: Operation,
): Promise<T> {
  return repeat(attempt, (error, attempts) => attempts < ATTEMPTS && again(error), operation.pauses, operation);
}

/** Short at first, as the limiter paces the calls already: long pauses would leave the limit unused. */
const THROTTLE_PAUSES: Pauses = { first: 25, longest: 1_000 };

/** Repeats an attempt that came too often, with growing, jittered pauses, until the operation is over. */
export function whileThrottled<T>(attempt: () => Promise<T>, operation: Operation): Promise<T> {
  return repeat(attempt, isThrottle, THROTTLE_PAUSES, operation);
}

async function repeat<T>(
  attempt: () => Promise<T>,
  again: (error: unknown, attempts: number) => boolean,
  { first, longest }: Pauses,
  operation: Operation,
): Promise<T> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await attempt();
    } catch (error) {
      if (operation.passed || !again(error, attempts)) throw error;
      // The whole of the pause is drawn by lot, so that calls that failed together don't come again together.
      await operation.pause(Math.random() * Math.min(longest, first * 2 ** (attempts - 1)));
      if (operation.passed) throw error;
    }
  }
}
