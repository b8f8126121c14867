import { GIVE_MORE_TIME, RtcApiError } from "../../rtc-api/error";
import type { Failure } from "../../rtc-api/failure";

export const TASK_NOT_FOUND = "InvalidParameter.ErrorActiveTaskNotFound";
export const TASK_ALREADY_EXISTS = "InvalidParameter.TaskAlreadyExists";

const BY_CODE = new Map(
  Object.entries({
    "AccessDenied.ServiceNotEnabled": "Switch on audio segment (音频切片) for the app in the RTC console",
    "InvalidParameter.IllegalRoomID": "Check roomId",
    "InvalidParameter.EmptyAccountId": "Give storageConfig.accountId, the id of the Volcengine main account",
    "InvalidParameter.AccountIdMismatch":
      "Check that storageConfig.accountId is the id of the main account, not of a sub-user, and that appId belongs to it",
    "FlowLimitExceeded.TaskNumberOverLimit": "The account runs too many tasks: stop some, or ask Volcengine for more",
  }),
);

/** What the user can do about a failed call of a segment action, where that is not the same for all actions of RTC. */
export function advice(failure: Failure): string | undefined {
  switch (failure.side) {
    case "service":
    case "gateway":
    case "throttle":
      return BY_CODE.get(failure.code);
    case "limit":
      return `Do less at once (--parallel, or maxConcurrency of a group), or ${GIVE_MORE_TIME}`;
    default:
      return undefined;
  }
}

/** Whether calls for other tasks would fail as well: the fault is not with the task. */
export function meetsAllTasks(error: unknown): boolean {
  return error instanceof RtcApiError && (error.failure.side !== "service" || /AccessDenied/.test(error.failure.code));
}
