import { type Action as GatewayAction, type Performed, performing } from "../gateway/actions";
import type { ReceivedCall } from "../gateway/authentication";
import { parameterRefusal } from "../gateway/refusal";
import { ACTIONS } from "./actions";
import { maskStorage } from "./mask-storage";
import type { SegmentSettings } from "./settings";
import type { TaskBook } from "./tasks";
import { readQuery, readStart, readStop, readUpdate } from "./validation";

const ALREADY_STARTED = "The task has been started. Please do not call the startup task interface repeatedly";

/** The segment actions as the gateway needs them, at work on the tasks of one account. */
export function segmentActions(tasks: TaskBook, settings: () => SegmentSettings): GatewayAction[] {
  const perform: Record<keyof typeof ACTIONS, (call: ReceivedCall, startFails: boolean) => Performed> = {
    StartSegment: ({ body, requestId }, startFails) => {
      const run = tasks.start(readStart(body), requestId, startFails);
      if (run !== undefined) return { result: "ok", applied: true, run: run.number };
      if (settings().duplicateStart === "error") {
        throw parameterRefusal("The task already exists.", "TaskAlreadyExists");
      }
      return { result: ALREADY_STARTED, applied: false };
    },
    GetSegmentTask: ({ query }) => {
      const task = tasks.read(readQuery(query));
      const StorageConfig = settings().maskCredentials ? maskStorage(task.StorageConfig) : task.StorageConfig;
      return { result: { SegmentTask: { ...task, StorageConfig } }, applied: false };
    },
    UpdateSegment: ({ body }) => ({ result: "ok", applied: true, run: tasks.update(readUpdate(body)).number }),
    StopSegment: ({ body, requestId }) => {
      const { run, applied } = tasks.stop(readStop(body), requestId);
      return { result: "ok", applied, run: run.number };
    },
  };
  return performing(ACTIONS, perform);
}
