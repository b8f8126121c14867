import { textsIn } from "../../inputs/record";
import type { Operation } from "../../rtc-api/operation";
import type { SegmentApi } from "../api/client";
import type { SegmentInputs } from "../inputs";

/** An operation on a task. No answer, error or log of its calls shows the keys of the task's storage. */
export function taskOperation(api: SegmentApi, { storageConfig }: Pick<SegmentInputs, "storageConfig">): Operation {
  return api.operation({ secrets: storageConfig.type === "custom" ? textsIn(storageConfig.credentials) : [] });
}
