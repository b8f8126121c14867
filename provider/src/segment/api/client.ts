import type { Call } from "../../rtc-api/action";
import type { RtcClient } from "../../rtc-api/client";
import { hasCode, RtcApiError } from "../../rtc-api/error";
import type { Operation, OperationOptions } from "../../rtc-api/operation";
import { SEGMENT_ACTIONS } from "./actions";
import { TASK_ALREADY_EXISTS, TASK_NOT_FOUND } from "./errors";
import type { StartSegmentBody, StopSegmentBody, TaskKey, UpdateSegmentBody, WireSegmentTask } from "./wire";

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

export class SegmentClient implements SegmentApi {
  constructor(private readonly rtc: RtcClient) {}

  operation(options?: OperationOptions & { timeout?: number | undefined }): Operation {
    return this.rtc.operation(options);
  }

  async start(body: StartSegmentBody, operation: Operation): Promise<"started" | "alreadyStarted"> {
    const call = { action: SEGMENT_ACTIONS.start, parameters: body };
    try {
      const result = await this.rtc.call(call, operation);
      if (result === "ok") return "started";
      if (ALREADY_STARTED.test(result)) return "alreadyStarted";
      throw unexpected(call, result);
    } catch (error) {
      if (hasCode(error, TASK_ALREADY_EXISTS)) return "alreadyStarted";
      throw error;
    }
  }

  async get({ AppId, RoomId, TaskId }: TaskKey, operation: Operation): Promise<WireSegmentTask | undefined> {
    try {
      return await this.rtc.call({ action: SEGMENT_ACTIONS.get, parameters: { AppId, RoomId, TaskId } }, operation);
    } catch (error) {
      if (hasCode(error, TASK_NOT_FOUND)) return undefined;
      throw error;
    }
  }

  async update(body: UpdateSegmentBody, operation: Operation): Promise<"updated" | "notFound"> {
    const changed = await this.#change({ action: SEGMENT_ACTIONS.update, parameters: body }, operation);
    return changed ? "updated" : "notFound";
  }

  async stop(body: StopSegmentBody, operation: Operation): Promise<"stopped" | "notFound"> {
    const changed = await this.#change({ action: SEGMENT_ACTIONS.stop, parameters: body }, operation);
    return changed ? "stopped" : "notFound";
  }

  async #change(call: Call<string>, operation: Operation): Promise<boolean> {
    try {
      const result = await this.rtc.call(call, operation);
      if (result === "ok") return true;
      throw unexpected(call, result);
    } catch (error) {
      if (hasCode(error, TASK_NOT_FOUND)) return false;
      throw error;
    }
  }
}

function unexpected({ action }: Call, result: string): RtcApiError {
  const detail = `answered with the result "${result.slice(0, 200)}" instead of "ok"`;
  return new RtcApiError(action, { side: "answer", httpStatus: 200 }, "maybe", detail);
}
