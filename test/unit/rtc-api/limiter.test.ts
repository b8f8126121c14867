import { describe, expect, it } from "vitest";
import { ActionLimiter, limiterFor } from "#rtc-api/limiter";
import { Operation } from "#rtc-api/operation";
import { SEGMENT_ACTIONS } from "#segment/api/actions";

const patient = () => new Operation(60_000);

describe("the pace of an action", () => {
  it("is below the limit of the account, but not much", () => {
    const actions = Object.values(SEGMENT_ACTIONS);
    const limits = Object.fromEntries(actions.map(({ name, perSecond }) => [name, perSecond]));
    expect(limits).toEqual({ StartSegment: 60, GetSegmentTask: 60, UpdateSegment: 150, StopSegment: 150 });
    for (const limit of Object.values(limits)) {
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
    await Promise.all(Array.from({ length: 22 }, () => limiter.turn(patient())));
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
        await limiter.turn(patient());
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

describe("calls that wait for their turn", () => {
  /** One turn in 20 ms; the bucket has nothing to hand out yet. */
  const crowd = (size: number, operation: Operation, order: number[] = [], limiter = new ActionLimiter(50)) =>
    Promise.all(
      Array.from({ length: size }, async (_, n) => {
        const hasTurn = await limiter.turn(operation);
        if (hasTurn) order.push(n);
        return hasTurn;
      }),
    );

  it("give up when their operation is over, and those before them have gone first come first served", async () => {
    const order: number[] = [];
    const begin = performance.now();
    const turns = await crowd(1_000, new Operation(300), order);
    // All of them would take 20 s.
    expect(performance.now() - begin).toBeLessThan(5_000);
    expect(order.length).toBeGreaterThan(3);
    expect(order.length).toBeLessThan(300);
    // On a busy machine the time of some may be over between two turns: those behind them may still have theirs.
    expect(order).toEqual(turns.flatMap((hasTurn, n) => (hasTurn ? [n] : [])));
  });

  it("take no turn from others by giving up", async () => {
    const limiter = new ActionLimiter(50);
    const impatient = crowd(500, new Operation(50), [], limiter);
    const begin = performance.now();
    const [hasTurn] = await crowd(1, patient(), [], limiter);
    expect(hasTurn).toBe(true);
    // 500 turns would take 10 s.
    expect(performance.now() - begin).toBeLessThan(2_500);
    await impatient;
  });

  it("give up at once when their operation is cancelled, and no turn is given to it any more", async () => {
    const limiter = new ActionLimiter(50);
    const cancel = new AbortController();
    const operation = new Operation(60_000, { signal: cancel.signal });
    const turns = crowd(1_000, operation, [], limiter);
    cancel.abort();
    expect(await turns).not.toContain(true);
    expect(await limiter.turn(operation)).toBe(false);
  });

  it("keep no process alive once they have given up", async () => {
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
    const before = timers();
    const cancel = new AbortController();
    const turns = crowd(10, new Operation(60_000, { signal: cancel.signal }));
    expect(timers()).toBeGreaterThan(before);
    cancel.abort();
    await turns;
    expect(timers()).toBeLessThanOrEqual(before);
  });

  it("wait also when their operation has more time than a timer can be set to", async () => {
    expect(await crowd(3, new Operation(1e15))).toEqual([true, true, true]);
  });

  it("find one that comes at once even when their operation is over", async () => {
    const limiter = new ActionLimiter(50);
    // Fills up with time: in the end there is one to be had.
    while (!(await limiter.turn(new Operation(0))));
    expect(await limiter.turn(new Operation(0))).toBe(false);
  });
});

describe("a limiter", () => {
  it("is shared by all callers of one account and action, and by no others", () => {
    const { start, stop } = SEGMENT_ACTIONS;
    const one = limiterFor("http://a", "key", start);
    expect(limiterFor("http://a", "key", start)).toBe(one);
    expect(limiterFor("http://a", "key", stop)).not.toBe(one);
    expect(limiterFor("http://a", "key", { ...start, version: "2020-12-01" })).not.toBe(one);
    expect(limiterFor("http://a", "other", start)).not.toBe(one);
    expect(limiterFor("http://b", "key", start)).not.toBe(one);
  });
});
