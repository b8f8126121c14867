import { describe, expect, it } from "vitest";
import { ACCOUNT_LIMITS, ActionLimiter, limiterFor } from "../../../provider/src/rtc-api/limiter";

describe("the pace of an action", () => {
  it("is below the limit of the account, but not much", () => {
    expect(ACCOUNT_LIMITS).toEqual({ StartSegment: 60, GetSegmentTask: 60, UpdateSegment: 150, StopSegment: 150 });
    for (const limit of Object.values(ACCOUNT_LIMITS)) {
      const { pace } = new ActionLimiter(limit);
      expect(pace).toBeLessThan(limit);
      expect(pace).toBeGreaterThan(limit * 0.9);
    }
  });

  it("gives way to a refusal, once for refusals that come together", () => {
    const limiter = new ActionLimiter(60);
    const full = limiter.pace;
    limiter.throttled(10_000);
    const slower = limiter.pace;
    expect(slower).toBeLessThan(full);
    limiter.throttled(10_100);
    expect(limiter.pace).toBe(slower);
    limiter.throttled(11_000);
    expect(limiter.pace).toBeLessThan(slower);
  });

  it("never stands still, and comes back with calls that go through, but never above where it was", () => {
    const limiter = new ActionLimiter(60);
    const full = limiter.pace;
    for (let n = 1; n <= 100; n++) limiter.throttled(n * 10_000);
    expect(limiter.pace).toBeGreaterThan(1);
    for (let n = 0; n < 500; n++) limiter.succeeded();
    expect(limiter.pace).toBe(full);
  });

  it("lets no burst through", async () => {
    const limiter = new ActionLimiter(100);
    const begin = performance.now();
    await Promise.all(Array.from({ length: 22 }, () => limiter.turn()));
    // 3 may catch up, the other 19 take 10.3 ms each.
    expect(performance.now() - begin).toBeGreaterThan(190);
  });

  it("is kept after a stall, and no second takes more than the limit", async () => {
    const limit = 150;
    const limiter = new ActionLimiter(limit);
    const stalls = setInterval(() => {
      const end = performance.now() + 15;
      while (performance.now() < end);
    }, 60);
    const moments: number[] = [];
    try {
      for (let n = 0; n < 2 * limit; n++) {
        await limiter.turn();
        moments.push(performance.now());
      }
    } finally {
      clearInterval(stalls);
    }
    const inSecondFrom = (start: number) => moments.filter((at) => at >= start && at < start + 1000).length;
    const busiest = Math.max(...moments.map(inSecondFrom));
    expect(busiest).toBeLessThanOrEqual(limit);
    expect(busiest).toBeGreaterThan(limit * 0.9);
  });
});

describe("a limiter", () => {
  it("is shared by all callers of one account and action, and by no others", () => {
    const one = limiterFor("http://a", "key", "StartSegment");
    expect(limiterFor("http://a", "key", "StartSegment")).toBe(one);
    expect(limiterFor("http://a", "key", "StopSegment")).not.toBe(one);
    expect(limiterFor("http://a", "other", "StartSegment")).not.toBe(one);
    expect(limiterFor("http://b", "key", "StartSegment")).not.toBe(one);
  });
});
