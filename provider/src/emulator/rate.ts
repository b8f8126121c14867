import type { Action } from "../rtc-api/wire";
import type { Limits } from "./admin-types";
import { Refusal } from "./refusal";
import { SlidingWindow } from "./sliding-window";

/** Calls per second and account. The pages of the four actions state these limits. */
export const DOCUMENTED_LIMITS: Readonly<Limits> = {
  StartSegment: 60,
  GetSegmentTask: 60,
  UpdateSegment: 150,
  StopSegment: 150,
};

export class RateLimiter {
  private readonly windows: Record<Action, SlidingWindow> = newWindows();

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
    Object.assign(this.windows, newWindows());
  }
}

function newWindows(): Record<Action, SlidingWindow> {
  return {
    StartSegment: new SlidingWindow(),
    GetSegmentTask: new SlidingWindow(),
    UpdateSegment: new SlidingWindow(),
    StopSegment: new SlidingWindow(),
  };
}
