import { Refusal } from "./refusal";
import type { GatewaySettings } from "./settings";
import { SlidingWindow } from "./sliding-window";

/** Counts the calls of an account, whatever app or room they name. */
export class RateLimiter {
  private readonly windows = new Map<string, SlidingWindow>();

  /** @throws Refusal when the second is full; a refused call takes no place in it. */
  admit(action: string, limits: GatewaySettings["limits"]): void {
    const now = performance.now();
    const limit = limits[action] ?? null;
    const window = this.windows.get(action) ?? new SlidingWindow();
    this.windows.set(action, window);
    const inLastSecond = window.count(now);
    if (limit !== null && inLastSecond >= limit) {
      throw new Refusal(429, "FlowLimitExceeded.QPSOverLimit", `${action} is limited to ${limit} calls per second.`);
    }
    window.add(now);
  }

  clear(): void {
    this.windows.clear();
  }
}
