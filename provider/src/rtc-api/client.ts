import type { Action, Call } from "./action";
import { callOnce } from "./call-once";
import { isRepeatable, isThrottle, RtcApiError } from "./error";
import { type ActionLimiter, limiterFor } from "./limiter";
import { Operation, type OperationOptions, type Pauses } from "./operation";
import { retry, whileThrottled } from "./retry";
import type { RtcSettings } from "./settings";

/** How a client keeps time; each has a default that suits the real API. */
export interface Timing {
  /** Between two attempts at a call. */
  pauses?: Pauses;
  /** Who paces the calls; by default one limiter for all clients of an account. */
  limiterFor?: (endpoint: string, accessKey: string, action: Action) => ActionLimiter;
  /** Seconds that an operation which begins now may take, where its caller says so; by default that of the settings. */
  timeout?: () => number | undefined;
  /** Ends all operations when it aborts. Asked for with the first one. */
  end?: () => AbortSignal;
}

/** Calls any action of the RTC API: at the pace the account is allowed, and again where that can do no harm. */
export class RtcClient {
  /** `settings` is asked at each call, so that nothing secret is held longer than a call. */
  constructor(
    private readonly settings: () => RtcSettings,
    private readonly timing: Timing = {},
  ) {}

  /** An operation that starts now. `timeout` is in seconds; by default that of the settings. */
  operation(given: OperationOptions & { timeout?: number | undefined } = {}): Operation {
    const { timeout = this.timing.timeout?.(), ...options } = given;
    const milliseconds = timeout === undefined ? this.settings().operationTimeout : timeout * 1000;
    const signals = [options.signal, this.timing.end?.()].filter((signal) => signal !== undefined);
    const signal = signals.length === 0 ? undefined : AbortSignal.any(signals);
    return new Operation(milliseconds, { ...options, signal }, this.timing.pauses);
  }

  /**
   * The result of a call. One that certainly had no effect is repeated until the end of the operation; one that may have
   * had an effect throws `RtcApiError` with `applied: "maybe"`.
   */
  call<Result>(call: Call<Result>, operation: Operation): Promise<Result> {
    const { action } = call;
    // Reading has no effect, so any failure of the way or of the server may be repeated.
    const again = action.effect === "reads" ? isTransient : isRepeatable;
    let failure: unknown;
    const attempt = async () => {
      const settings = this.settings();
      const limiter = (this.timing.limiterFor ?? limiterFor)(settings.endpoint, settings.accessKey, action);
      const begin = performance.now();
      // What an earlier attempt brought says more than that there was no time for another one.
      if (!(await limiter.turn(operation))) throw failure ?? unsent(action, operation, performance.now() - begin);
      try {
        const result = await callOnce(call, settings, operation);
        limiter.succeeded();
        return result;
      } catch (error) {
        if (isThrottle(error)) limiter.throttled();
        failure = error;
        throw error;
      }
    };
    // Coming too often is nobody's fault, and passes: only the end of the operation ends that.
    return retry(() => whileThrottled(attempt, operation), again, operation);
  }
}

function unsent(action: Action, operation: Operation, waited: number): RtcApiError {
  if (operation.cancelled) return new RtcApiError(action, { side: "cancelled" }, "no", "cancelled before it was sent");
  const detail =
    `not sent, as the account's limit of ${action.perSecond} calls a second kept it waiting for ` +
    `${(waited / 1000).toFixed(1)} s, until the time of its operation was over`;
  return new RtcApiError(action, { side: "limit", waited }, "no", detail);
}

function isTransient(error: unknown): boolean {
  return error instanceof RtcApiError && error.failure.side !== "service" && error.failure.side !== "gateway";
}
