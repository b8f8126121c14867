import type { Account } from "./account";
import { type Action, type Change, isChange } from "./actions";
import type { ReceivedCall } from "./authentication";
import { maskStorage } from "./masking";
import { parameterRefusal } from "./refusal";
import { toWire } from "./tasks";
import { readQuery, readStart, readStop, readUpdate } from "./validation";
import type { Envelope } from "./wire";

const ALREADY_STARTED = "The task has been started. Please do not call the startup task interface repeatedly";

export interface Performed {
  result: NonNullable<Envelope["Result"]>;
  /** Whether a task was created or changed. */
  applied: boolean;
}

/** What the RTC service does once the gateway let the call through. */
export function perform(account: Account, action: Action, call: ReceivedCall, startFails: boolean): Performed {
  return isChange(action) ? change(account, action, call.body, startFails) : look(account, call.query);
}

function change({ tasks, settings }: Account, action: Change, body: Buffer, startFails: boolean): Performed {
  switch (action) {
    case "StartSegment": {
      if (tasks.start(readStart(body), startFails)) return { result: "ok", applied: true };
      if (settings.duplicateStart === "error") {
        throw parameterRefusal("The task already exists.", "TaskAlreadyExists");
      }
      return { result: ALREADY_STARTED, applied: false };
    }
    case "UpdateSegment":
      tasks.update(readUpdate(body));
      return { result: "ok", applied: true };
    case "StopSegment":
      tasks.stop(readStop(body));
      return { result: "ok", applied: true };
  }
}

function look({ tasks, settings }: Account, query: URLSearchParams): Performed {
  const task = toWire(tasks.readable(readQuery(query)));
  if (settings.maskCredentials) task.StorageConfig = maskStorage(task.StorageConfig);
  return { result: { SegmentTask: task }, applied: false };
}
