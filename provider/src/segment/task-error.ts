import type { TaskId } from "./identity";
import type { Observation } from "./observation";

/** An operation on a task that did not succeed. Says what was attempted on which task, why it failed and what to do. */
export class TaskError extends Error {
  override readonly name: string = "TaskError";

  readonly task: TaskId;

  /** @param cause What failed underneath, when `reason` says more than that. */
  constructor(attempt: string, { appId, roomId, taskId }: TaskId, reason: unknown, cause = reason) {
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
 * Whether the task runs could not be found out. It must be remembered all the same: forgotten, it might run on, and be
 * billed, without anyone knowing.
 */
export class UnconfirmedTaskError extends TaskError {
  override readonly name = "UnconfirmedTaskError";

  constructor(task: TaskId, reason: unknown) {
    super(
      "Starting",
      task,
      `${messageOf(reason)}. The task may be running all the same, so it is kept in the stack's state: run \`pulumi up\` again to find out and finish, or \`pulumi destroy\` to stop it`,
      reason,
    );
  }
}

export function conflict(task: TaskId, fields: readonly string[]): TaskError {
  const difference =
    fields.length === 0 ? "with the same settings" : `that differs from these inputs in ${fields.join(", ")}`;
  return new TaskError(
    "Starting",
    task,
    `a task of this id is already running ${difference}, and it isn't known to be this resource's. ` +
      "Set adopt: true to take it over, or choose another taskId",
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

/** An update came too late: no task of this id runs any more. */
export class TaskGoneError extends TaskError {
  override readonly name = "TaskGoneError";

  constructor(task: TaskId, whenEnded: "restart" | "keep") {
    const remedy =
      whenEnded === "restart"
        ? "Run `pulumi up --refresh` to start it again"
        : 'Run `pulumi refresh` to see how it ended; whenEnded: "restart" starts it again';
    super(
      "Updating",
      task,
      `the API knows no running task of this id: it has ended, or was stopped behind Pulumi's back. ${remedy}`,
    );
  }
}
