import { UserError } from "../../user-error";
import type { TaskId } from "../identity";
import type { Observation } from "../observation";
import type { TaskState } from "./state";

/** An operation on a task that did not succeed. Says what was attempted on which task, why it failed and what to do. */
export class TaskError extends UserError {
  override readonly name: string = "TaskError";

  readonly task: TaskId;

  /** @param cause What failed underneath, when `reason` says more than that. */
  constructor(
    readonly attempt: "Starting" | "Reading" | "Updating" | "Stopping",
    { appId, roomId, taskId }: TaskId,
    reason: unknown,
    cause = reason,
  ) {
    super(`${attempt} segment task "${taskId}" in room "${roomId}" of app "${appId}" failed: ${messageOf(reason)}`, {
      cause,
    });
    // No more than the names: callers hand over all inputs, and a logger that prints an error prints its properties.
    this.task = { appId, roomId, taskId };
  }
}

function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}

/**
 * Whether the task runs could not be found out, or it was stopped and could not be started again. It must be remembered
 * all the same: forgotten, it might run on, and be billed, or never run again, without anyone knowing.
 */
export class UnconfirmedTaskError extends TaskError {
  override readonly name = "UnconfirmedTaskError";

  /** What is to be remembered. */
  readonly state: TaskState;

  private constructor(task: TaskId, prefix: string | undefined, reason: string, cause: unknown) {
    super("Starting", task, reason, cause);
    const { taskId } = task;
    this.state = { taskId, ...(prefix === undefined ? {} : { identifier: prefix }), status: "unknown" };
  }

  /** @param prefix By which the run can be told later, if it can. */
  static mayRun(task: TaskId, prefix: string | undefined, reason: unknown): UnconfirmedTaskError {
    const rest =
      "The task may be running all the same, so it is kept in the stack's state: run `pulumi up` again to find out and " +
      "finish, or `pulumi destroy` to stop it";
    return new UnconfirmedTaskError(task, prefix, `${messageOf(reason)}. ${rest}`, reason);
  }

  /** @param reason An error that says by itself what was attempted. */
  static stoppedOnly(task: TaskId, reason: unknown): UnconfirmedTaskError {
    const rest =
      "What ran under this id before was stopped to be started anew, so nothing may be running now: run `pulumi up` " +
      "again to start it";
    return new UnconfirmedTaskError(task, undefined, `${messageOf(reason)}. ${rest}`, reason);
  }
}

/** The API shows what was, and not what is. */
export class StaleAnswerError extends UserError {
  override readonly message =
    "GetSegmentTask goes on showing an earlier task of this id. Try again in a moment; if it stays, stop the task by hand";
}

export class NotVisibleError extends UserError {
  override readonly message = "the task was started, but GetSegmentTask does not show it";
}

export class BusyError extends UserError {
  override readonly message =
    "by what the API says, a task of this id goes on running after it was stopped. Run the same command again in a moment";
}

export class SameMomentError extends UserError {
  override readonly message =
    "the task that takes the place of another started at the very same moment, so that the two can't be told apart. " +
    "Run the same command again";
}

export function conflict(task: TaskId, fields: readonly string[]): TaskError {
  const difference =
    fields.length === 0 ? "with the same settings" : `that differs from these inputs in ${fields.join(", ")}`;
  return new TaskError(
    "Starting",
    task,
    `a task of this id is already running ${difference}, and it isn't known to be this resource's. ` +
      "Set adopt: true to take it over, also when an interrupted run has started it, or choose another taskId",
  );
}

/** @param holder What of this program holds the task, such as `SegmentTask "lobby"`. */
export function heldByOther(task: TaskId, holder: string): TaskError {
  return new TaskError(
    "Starting",
    task,
    `${holder} of this stack holds the task of this id. Give one of the two another taskId`,
  );
}

/** @param a One of two resources that share a task, as messages name it; `b` is the other. */
export function sharedTask({ roomId, taskId }: TaskId, a: string, b: string): UserError {
  return new UserError(
    `${a} and ${b} hold one and the same task, "${taskId}" in room "${roomId}": removing one would stop the other's. ` +
      "Give one of the two another taskId",
  );
}

export function notThere({ appId, roomId, taskId }: TaskId): UserError {
  return new UserError(
    `There is no segment task "${taskId}" in room "${roomId}" of app "${appId}", or it started more than 72 hours ago, ` +
      "which is as far as the API can see. Check the id: <appId>/<roomId>/<taskId>",
  );
}

export function overBefore({ roomId, taskId }: TaskId, { stopReason }: Observation): UserError {
  const reason = stopReason === undefined ? "" : ` (${stopReason})`;
  return new UserError(
    `Segment task "${taskId}" in room "${roomId}" has ended${reason}: there is nothing left to import. Declare it without ` +
      "an import, and `pulumi up` starts it",
  );
}

/** @param what Of the task the API does not say, or says in a way that no input can. */
export function notImportable({ roomId, taskId }: TaskId, what: string): UserError {
  return new UserError(
    `Segment task "${taskId}" in room "${roomId}" can't be imported: ${what}. Declare it with its settings, its taskId and ` +
      "adopt: true instead",
  );
}

export function invisible(task: TaskId): TaskError {
  return new TaskError(
    "Starting",
    task,
    "a task of this id is already running, and it can't be compared with these inputs: the API shows only what started " +
      "in the last 72 hours. Set adopt: true to stop it and start anew, or choose another taskId",
  );
}

export function failedToRun(task: TaskId, { stopReason }: Observation): TaskError {
  const reason = stopReason === undefined ? "" : ` (${stopReason})`;
  return new TaskError(
    "Starting",
    task,
    `the API accepted the task, but it failed to run${reason}. Check that audio segment (音频切片) is switched on in the RTC ` +
      "console, that RTC is authorised to use the storage, and that the room exists; then run `pulumi up` again",
  );
}

/** An update came too late: no task of this id runs any more, or only one that is somebody else's. */
export class TaskGoneError extends TaskError {
  override readonly name = "TaskGoneError";

  constructor(task: TaskId, whenEnded: "restart" | "keep", what: "gone" | "taken" = "gone") {
    const remedy =
      whenEnded === "restart"
        ? "Run `pulumi up --refresh` to start it again"
        : 'Run `pulumi refresh` to see how it ended; whenEnded: "restart" starts it again';
    const reason =
      what === "gone"
        ? "the API knows no running task of this id: it has ended, or was stopped behind Pulumi's back"
        : "it is over, and somebody else has started another task under its id, which is left alone";
    super("Updating", task, `${reason}. ${remedy}`);
  }
}
