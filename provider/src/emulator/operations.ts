import type { Account } from "./account";
import { type Action, type Change, isChange } from "./actions";
import type { ReceivedCall } from "./authentication";
import { maskStorage } from "./masking";
import { parameterRefusal } from "./refusal";
import { readQuery, readStart, readStop, readUpdate } from "./validation";
import type { Envelope } from "./wire";

const ALREADY_STARTED = "The task has been started. Please do not call the startup task interface repeatedly";

export interface Performed {
  result: NonNullable<Envelope["Result"]>;
  /** Whether a task was created or changed. */
  applied: boolean;
  /** The run that was started, changed or stopped. */
  run?: number;
}

/** What the RTC service does once the gateway let the call through. */
export function perform(account: Account, action: Action, call: ReceivedCall, startFails: boolean): Performed {
  return isChange(action) ? change(account, action, call, startFails) : look(account, call.query);
}

function change(account: Account, action: Change, call: ReceivedCall, startFails: boolean): Performed {
  const { tasks, settings } = account;
  const { body, requestId } = call;
  switch (action) {
    case "StartSegment": {
      const run = tasks.start(readStart(body), requestId, startFails);
      if (run !== undefined) return { result: "ok", applied: true, run: run.number };
      if (settings.duplicateStart === "error") {
        throw parameterRefusal("The task already exists.", "TaskAlreadyExists");
      }
      return { result: ALREADY_STARTED, applied: false };
    }
    case "UpdateSegment":
      return { result: "ok", applied: true, run: tasks.update(readUpdate(body)).number };
    case "StopSegment": {
      const { run, applied } = tasks.stop(readStop(body), requestId);
      return { result: "ok", applied, run: run.number };
    }
  }
}

function look({ tasks, settings }: Account, query: URLSearchParams): Performed {
  const task = tasks.read(readQuery(query));
  const StorageConfig = settings.maskCredentials ? maskStorage(task.StorageConfig) : task.StorageConfig;
  return { result: { SegmentTask: { ...task, StorageConfig } }, applied: false };
}
