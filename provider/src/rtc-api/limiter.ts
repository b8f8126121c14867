import { TokenBucket } from "limiter";
import type { Action } from "./action";
import type { Operation } from "./operation";

/** Below the limit, because calls that leave evenly do not arrive evenly. */
const SHARE = 0.97;

/**
 * Paces the calls of one action on one account, first come first served.
 *
 * Other processes may use the same account, and nobody tells how many: so the pace gives way when the API says it is
 * too fast, and recovers with every call that went through.
 */
export class ActionLimiter {
  readonly #ceiling: number;
  readonly #bucket: TokenBucket;
  /** Lets a call that waits go ahead; in the order they came. */
  readonly #waiting = new Set<() => void>();
  #nextTurn: NodeJS.Timeout | undefined;
  #lastSlowdown = 0;

  constructor(limit: number) {
    this.#ceiling = limit * SHARE;
    // Calls may catch up after a late timer by what the share leaves of a second, so that no second exceeds the limit.
    const bucketSize = Math.max(1, limit - this.#ceiling);
    this.#bucket = new TokenBucket({ bucketSize, tokensPerInterval: this.#ceiling, interval: "second" });
  }

  /** Calls per second at present. */
  get pace(): number {
    return this.#bucket.tokensPerInterval;
  }

  /**
   * Whether the call's turn came before its operation was over. One that comes at once is given even after the end: the
   * last call may have gone unanswered, and is looked after.
   */
  turn(operation: Operation): Promise<boolean> {
    if (operation.cancelled) return Promise.resolve(false);
    if (this.#waiting.size === 0 && this.#bucket.tryRemoveTokens(1)) return Promise.resolve(true);
    return new Promise((resolve) => {
      const leave = (hasTurn: boolean) => {
        clearTimeout(end);
        operation.signal?.removeEventListener("abort", giveUp);
        this.#waiting.delete(goAhead);
        if (this.#waiting.size === 0) clearTimeout(this.#nextTurn);
        resolve(hasTurn);
      };
      const goAhead = () => leave(true);
      const giveUp = () => leave(false);
      const end = setTimeout(giveUp, operation.left);
      operation.signal?.addEventListener("abort", giveUp, { once: true });
      this.#waiting.add(goAhead);
      if (this.#waiting.size === 1) this.#handOut();
    });
  }

  #handOut(): void {
    for (const goAhead of this.#waiting) {
      if (!this.#bucket.tryRemoveTokens(1)) {
        const wait = Math.max(1, this.#bucket.getWaitTime(1));
        this.#nextTurn = setTimeout(() => this.#handOut(), wait);
        return;
      }
      goAhead();
    }
  }

  succeeded(): void {
    this.#setPace(this.pace + this.#ceiling / RECOVERY_CALLS);
  }

  throttled(now = Date.now()): void {
    // Calls that were under way together are refused together; that is one sign, not many.
    if (now - this.#lastSlowdown < SLOWDOWN_INTERVAL_MS) return;
    this.#lastSlowdown = now;
    this.#setPace(this.pace * SLOWDOWN);
  }

  #setPace(pace: number): void {
    this.#bucket.tokensPerInterval = Math.min(this.#ceiling, Math.max(this.#ceiling * FLOOR, pace));
  }
}

const RECOVERY_CALLS = 400;
const SLOWDOWN = 0.85;
const SLOWDOWN_INTERVAL_MS = 250;
const FLOOR = 0.05;

const limiters = new Map<string, ActionLimiter>();

/** The limiter that all calls of this process share for an account and action. */
export function limiterFor(endpoint: string, accessKey: string, action: Action): ActionLimiter {
  const key = `${endpoint} ${accessKey} ${action.version} ${action.name}`;
  const limiter = limiters.get(key) ?? new ActionLimiter(action.perSecond);
  limiters.set(key, limiter);
  return limiter;
}
