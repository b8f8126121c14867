import { type Action, forEachAction } from "./actions";
import type { Limits } from "./admin-types";
import { Refusal } from "./refusal";
import { SlidingWindow } from "./sliding-window";

/** Counts the calls of an account, whatever app or room they name. */
export class RateLimiter {
  private windows = newWindows();

  /** @throws Refusal when the second is full; a refused call takes no place in it. */
  admit(action: Action, limits: Limits): void {
    const now = performance.now();
    const limit = limits[action];
    const window = this.windows[action];
    const inLastSecond = window.count(now);
    if (limit !== null && inLastSecond >= limit) {
      throw new Refusal(429, "FlowLimitExceeded.QPSOverLimit", `${action} is limited to ${limit} calls per second.`);
    }
    window.add(now);
  }

  clear(): void {
    this.windows = newWindows();
  }
}

function newWindows(): Record<Action, SlidingWindow> {
  return forEachAction(() => new SlidingWindow());
}
