import type { SegmentApi } from "../rtc-api/client";
import type { Deadline } from "../rtc-api/deadline";
import { mayHaveBeenApplied } from "../rtc-api/error";
import { retry } from "../rtc-api/retry";
import { stopTask } from "./delete";
import { CHANGE } from "./diff";
import { differences, isOver, type Observation } from "./observation";
import { lookUp } from "./read";
import { startBody } from "./request";
import { type IdentifiedInputs, resolve } from "./resolve";
import { conflict, failedToRun, TaskError, UnconfirmedTaskError } from "./task-error";
import { applyUpdate } from "./update";

/**
 * Starts a task and looks at it. Finds out by itself what became of a call without an answer.
 *
 * @param ours Whether a task of this id that already runs can only be this resource's own: its id is derived, or an
 *   earlier call to start it was never answered.
 * @throws {TaskError} when it can't run, or a foreign task of its id does.
 * @throws {UnconfirmedTaskError} when it may run but nobody can tell.
 */
export async function createTask(api: SegmentApi, inputs: IdentifiedInputs, ours: boolean): Promise<Observation> {
  const deadline = api.deadline();
  const start = await startOnce(api, inputs, deadline);
  if (start.outcome === "started") return confirm(api, inputs, deadline);
  return takeOver(api, inputs, ours || start.unanswered, deadline);
}

type Start = { outcome: "started" | "alreadyStarted"; unanswered: boolean };

async function startOnce(api: SegmentApi, inputs: IdentifiedInputs, deadline: Deadline): Promise<Start> {
  let unanswered = false;
  const attempt = async (): Promise<Start> => {
    try {
      return { outcome: await api.start(startBody(inputs), deadline), unanswered };
    } catch (error) {
      if (!mayHaveBeenApplied(error)) throw error;
      unanswered = true;
      const seen = await lookUp(api, inputs, deadline);
      if (seen !== undefined && !isOver(seen)) return { outcome: "alreadyStarted", unanswered };
      throw error;
    }
  };
  try {
    return await retry(attempt, mayHaveBeenApplied, deadline);
  } catch (error) {
    throw unanswered ? new UnconfirmedTaskError(inputs, error) : new TaskError("Starting", inputs, error);
  }
}

class NotVisibleYet extends Error {
  override readonly message = "the task was started, but GetSegmentTask does not show it";
}

/** Looks at a task that must be there, and waits a little while it is not shown yet. */
async function look(api: SegmentApi, inputs: IdentifiedInputs, deadline: Deadline): Promise<Observation> {
  const attempt = async () => {
    const seen = await lookUp(api, inputs, deadline);
    if (seen === undefined) throw new NotVisibleYet();
    return seen;
  };
  return retry(attempt, (error) => error instanceof NotVisibleYet, deadline).catch((error: unknown) => {
    throw new UnconfirmedTaskError(inputs, error);
  });
}

async function confirm(api: SegmentApi, inputs: IdentifiedInputs, deadline: Deadline): Promise<Observation> {
  const seen = await look(api, inputs, deadline);
  if (seen.status === "failed" || seen.stopReason === "StartTaskFailed") throw failedToRun(inputs, seen);
  return seen;
}

/** A task of this id already runs: ours from an earlier attempt, one to adopt, or somebody else's. */
async function takeOver(
  api: SegmentApi,
  inputs: IdentifiedInputs,
  ours: boolean,
  deadline: Deadline,
): Promise<Observation> {
  const wanted = resolve(inputs);
  const seen = await look(api, inputs, deadline);
  const fields = differences(wanted, seen);
  const over = isOver(seen);
  if (!over && fields.length === 0 && (ours || wanted.adopt)) return seen;
  if (!over && !wanted.adopt) throw conflict(inputs, fields);
  if (!over && fields.every((field) => CHANGE[field] === "update")) {
    await applyUpdate(api, { ...wanted, identifier: wanted.identifier ?? seen.settings.identifier }, deadline);
  } else {
    if (!over) await stopTask(api, inputs, deadline);
    await startOnce(api, inputs, deadline);
  }
  return confirm(api, inputs, deadline);
}
