import type { Action } from "../rtc-api/wire";
import type { Account } from "./account";
import type { ReceivedCall } from "./authentication";
import { maskStorage } from "./masking";
import { parameterRefusal } from "./refusal";
import { toWire } from "./tasks";
import { readQuery, readStart, readStop, readUpdate } from "./validation";

const ALREADY_STARTED = "The task has been started. Please do not call the startup task interface repeatedly";

export interface Performed {
  result: unknown;
  /** Whether a task was created or changed. */
  applied: boolean;
}

/** What the RTC service does once the gateway let the call through. */
export function perform(account: Account, action: Action, call: ReceivedCall, startFails: boolean): Performed {
  const { tasks, settings } = account;
  switch (action) {
    case "StartSegment": {
      if (tasks.start(readStart(call.body), startFails)) return { result: "ok", applied: true };
      if (settings.duplicateStart === "error") {
        throw parameterRefusal("The task already exists.", "TaskAlreadyExists");
      }
      return { result: ALREADY_STARTED, applied: false };
    }
    case "UpdateSegment":
      tasks.update(readUpdate(call.body));
      return { result: "ok", applied: true };
    case "StopSegment":
      tasks.stop(readStop(call.body));
      return { result: "ok", applied: true };
    case "GetSegmentTask": {
      const task = toWire(tasks.readable(readQuery(call.query)));
      if (settings.maskCredentials && task.StorageConfig) task.StorageConfig = maskStorage(task.StorageConfig);
      return { result: { SegmentTask: task }, applied: false };
    }
  }
}
