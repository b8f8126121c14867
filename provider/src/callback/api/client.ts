import type { RtcClient } from "../../rtc-api/client";
import type { Operation, OperationOptions } from "../../rtc-api/operation";
import { CALLBACK_ACTIONS } from "./actions";
import type { CallbackQuery, CreateCallbackBody, UpdateCallbackBody, WireCallback } from "./wire";

/**
 * The callback actions of the RTC API, 2020-12-01. A call that certainly had no effect is repeated until the end of the
 * operation; one that may have had an effect throws `RtcApiError` with `applied: "maybe"`, for the caller to find out.
 */
export class CallbackClient {
  constructor(private readonly rtc: RtcClient) {}

  /** An operation that starts now. */
  operation(options?: OperationOptions): Operation {
    return this.rtc.operation(options);
  }

  async create(body: CreateCallbackBody, operation: Operation): Promise<void> {
    await this.rtc.call({ action: CALLBACK_ACTIONS.create, parameters: body }, operation);
  }

  /** All callbacks of an app. */
  get(AppId: string, operation: Operation): Promise<WireCallback[]> {
    return this.rtc.call({ action: CALLBACK_ACTIONS.get, parameters: { AppId } }, operation);
  }

  async update(body: UpdateCallbackBody, operation: Operation): Promise<void> {
    await this.rtc.call({ action: CALLBACK_ACTIONS.update, parameters: body }, operation);
  }

  async delete(query: CallbackQuery, operation: Operation): Promise<void> {
    await this.rtc.call({ action: CALLBACK_ACTIONS.delete, parameters: query }, operation);
  }
}
