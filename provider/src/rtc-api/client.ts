import type { Results } from "./answer";
import { call } from "./call";
import { hasCode, isRepeatable, isThrottle, RtcApiError, TASK_ALREADY_EXISTS, TASK_NOT_FOUND } from "./error";
import { ACCOUNT_LIMITS, type ActionLimiter, limiterFor } from "./limiter";
import { Operation, type OperationOptions, type Pauses } from "./operation";
import { retry, whileThrottled } from "./retry";
import type { CallInput } from "./send";
import type { RtcSettings } from "./settings";
import type { Action, StartSegmentBody, StopSegmentBody, TaskKey, UpdateSegmentBody, WireSegmentTask } from "./wire";

/**
 * The segment actions of the RTC API, 2023-11-01.
 *
 * A call that certainly had no effect is repeated until the end of the operation; one that may have had an effect throws
 * `RtcApiError` with `applied: "maybe"`, for the caller to find out.
 */
export interface SegmentApi {
  /** `alreadyStarted`: a task of this id runs, and none of the parameters was applied. */
  start(body: StartSegmentBody, operation: Operation): Promise<"started" | "alreadyStarted">;
  /** Nothing when the API knows no such task, or none that started in the last 72 hours. */
  get(key: TaskKey, operation: Operation): Promise<WireSegmentTask | undefined>;
  update(body: UpdateSegmentBody, operation: Operation): Promise<"updated" | "notFound">;
  stop(body: StopSegmentBody, operation: Operation): Promise<"stopped" | "notFound">;
  /** An operation that starts now. `timeout` is in seconds; by default that of the settings. */
  operation(options?: OperationOptions & { timeout?: number | undefined }): Operation;
}

const ALREADY_STARTED = /has been started|already been started/i;

/** How a client keeps time; each has a default that suits the real API. */
export interface Timing {
  /** Between two attempts at a call. */
  pauses?: Pauses;
  /** Who paces the calls; by default one limiter for all clients of an account. */
  limiterFor?: (endpoint: string, accessKey: string, action: Action) => ActionLimiter;
  /** Ends all operations when it aborts. Asked for with the first one. */
  end?: () => AbortSignal;
}

export class RtcClient implements SegmentApi {
  /** `settings` is asked at each call, so that nothing secret is held longer than a call. */
  constructor(
    private readonly settings: () => RtcSettings,
    private readonly timing: Timing = {},
  ) {}

  operation({ timeout, ...options }: OperationOptions & { timeout?: number | undefined } = {}): Operation {
    const milliseconds = timeout === undefined ? this.settings().operationTimeout : timeout * 1000;
    const signals = [options.signal, this.timing.end?.()].filter((signal) => signal !== undefined);
    const signal = signals.length === 0 ? undefined : AbortSignal.any(signals);
    return new Operation(milliseconds, { ...options, signal }, this.timing.pauses);
  }

  async start(body: StartSegmentBody, operation: Operation): Promise<"started" | "alreadyStarted"> {
    try {
      const result = await this.#call({ action: "StartSegment", body }, operation);
      if (result === "ok") return "started";
      if (ALREADY_STARTED.test(result)) return "alreadyStarted";
      throw unexpected("StartSegment", result);
    } catch (error) {
      if (hasCode(error, TASK_ALREADY_EXISTS)) return "alreadyStarted";
      throw error;
    }
  }

  async get({ AppId, RoomId, TaskId }: TaskKey, operation: Operation): Promise<WireSegmentTask | undefined> {
    try {
      return await this.#call({ action: "GetSegmentTask", query: { AppId, RoomId, TaskId } }, operation);
    } catch (error) {
      if (hasCode(error, TASK_NOT_FOUND)) return undefined;
      throw error;
    }
  }

  async update(body: UpdateSegmentBody, operation: Operation): Promise<"updated" | "notFound"> {
    return (await this.#change({ action: "UpdateSegment", body }, operation)) ? "updated" : "notFound";
  }

  async stop(body: StopSegmentBody, operation: Operation): Promise<"stopped" | "notFound"> {
    return (await this.#change({ action: "StopSegment", body }, operation)) ? "stopped" : "notFound";
  }

  async #change(input: CallInput<"UpdateSegment" | "StopSegment">, operation: Operation): Promise<boolean> {
    try {
      const result = await this.#call(input, operation);
      if (result === "ok") return true;
      throw unexpected(input.action, result);
    } catch (error) {
      if (hasCode(error, TASK_NOT_FOUND)) return false;
      throw error;
    }
  }

  #call<A extends Action>(input: CallInput<A>, operation: Operation): Promise<Results[A]> {
    const { action } = input;
    // Reading has no effect, so any failure of the way or of the server may be repeated.
    const again = action === "GetSegmentTask" ? isTransient : isRepeatable;
    let failure: unknown;
    const attempt = async () => {
      const settings = this.settings();
      const limiter = (this.timing.limiterFor ?? limiterFor)(settings.endpoint, settings.accessKey, action);
      const begin = performance.now();
      // What an earlier attempt brought says more than that there was no time for another one.
      if (!(await limiter.turn(operation))) throw failure ?? unsent(action, operation, performance.now() - begin);
      try {
        const result = await call(input, settings, operation);
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
    `not sent, as the account's limit of ${ACCOUNT_LIMITS[action]} calls a second kept it waiting for ` +
    `${(waited / 1000).toFixed(1)} s, until the time of its operation was over`;
  return new RtcApiError(action, { side: "limit", waited }, "no", detail);
}

function isTransient(error: unknown): boolean {
  return error instanceof RtcApiError && error.failure.side !== "service" && error.failure.side !== "gateway";
}

function unexpected(action: Exclude<Action, "GetSegmentTask">, result: string): RtcApiError {
  const detail = `answered with the result "${result.slice(0, 200)}" instead of "ok"`;
  return new RtcApiError(action, { side: "answer", httpStatus: 200 }, "maybe", detail);
}
