import type { SegmentApi } from "../rtc-api/client";
import { mayHaveBeenApplied } from "../rtc-api/error";
import type { Operation } from "../rtc-api/operation";
import { retry } from "../rtc-api/retry";
import { stopTask } from "./delete";
import { CHANGE } from "./diff";
import { differences, type Observation } from "./observation";
import { lookUp } from "./read";
import { startBody } from "./request";
import { type IdentifiedInputs, resolve } from "./resolve";
import { isOver } from "./status";
import { conflict, failedToRun, invisible, TaskError, UnconfirmedTaskError } from "./task-error";
import { applyUpdate } from "./update";

/**
 * What is known of a task that already runs under the id of one to be started.
 *
 * - `derived`: the id is made from this resource's own names and inputs, so no one else can have started it.
 * - `unanswered`: this resource tried to start it and got no answer, so it may be its own.
 * - `none`: nothing; it may be anybody's.
 */
export type Claim = "derived" | "unanswered" | "none";

/**
 * Starts a task and looks at it. Finds out by itself what became of a call without an answer.
 *
 * @throws {TaskError} when it can't run, or a foreign task of its id does.
 * @throws {UnconfirmedTaskError} when it may run but nobody can tell.
 */
export async function createTask(api: SegmentApi, inputs: IdentifiedInputs, claim: Claim): Promise<Observation> {
  const operation = api.operation();
  const start = await startOnce(api, inputs, operation);
  if (start.outcome === "started") return confirm(api, inputs, operation);
  return takeOver(api, inputs, claim === "none" && start.unanswered ? "unanswered" : claim, operation);
}

type Start = { outcome: "started" | "alreadyStarted"; unanswered: boolean };

async function startOnce(api: SegmentApi, inputs: IdentifiedInputs, operation: Operation): Promise<Start> {
  let unanswered = false;
  const attempt = async (): Promise<Start> => {
    try {
      return { outcome: await api.start(startBody(inputs), operation), unanswered };
    } catch (error) {
      if (!mayHaveBeenApplied(error)) throw error;
      unanswered = true;
      const seen = await lookUp(api, inputs, operation);
      if (seen !== undefined && !isOver(seen)) return { outcome: "alreadyStarted", unanswered };
      throw error;
    }
  };
  try {
    return await retry(attempt, mayHaveBeenApplied, operation);
  } catch (error) {
    throw unanswered ? new UnconfirmedTaskError(inputs, error) : new TaskError("Starting", inputs, error);
  }
}

class NotVisible extends Error {
  override readonly message = "the task was started, but GetSegmentTask does not show it";
}

/** Looks at a task that must be there. Waits a little when it is not shown, then gives back nothing. */
async function look(api: SegmentApi, inputs: IdentifiedInputs, operation: Operation): Promise<Observation | undefined> {
  const attempt = async () => {
    const seen = await lookUp(api, inputs, operation);
    if (seen === undefined) throw new NotVisible();
    return seen;
  };
  try {
    return await retry(attempt, (error) => error instanceof NotVisible, operation);
  } catch (error) {
    if (error instanceof NotVisible) return undefined;
    throw error;
  }
}

async function confirm(api: SegmentApi, inputs: IdentifiedInputs, operation: Operation): Promise<Observation> {
  const seen = await look(api, inputs, operation).catch((error: unknown) => {
    throw new UnconfirmedTaskError(inputs, error);
  });
  if (seen === undefined) throw new UnconfirmedTaskError(inputs, new NotVisible());
  if (seen.status === "failed" || seen.stopReason === "StartTaskFailed") throw failedToRun(inputs, seen);
  return seen;
}

/** A task of this id already runs: ours from an earlier attempt, one to adopt, or somebody else's. */
async function takeOver(
  api: SegmentApi,
  inputs: IdentifiedInputs,
  claim: Claim,
  operation: Operation,
): Promise<Observation> {
  const wanted = resolve(inputs);
  const seen = await look(api, inputs, operation).catch((error: unknown) => {
    // Only what may be this resource's own is remembered: the state would let `destroy` stop it.
    throw claim === "none" ? new TaskError("Starting", inputs, error) : new UnconfirmedTaskError(inputs, error);
  });
  if (seen === undefined) {
    if (claim !== "derived" && !wanted.adopt) throw invisible(inputs);
  } else if (!isOver(seen)) {
    const fields = differences(wanted, seen);
    const updatable = fields.every((field) => CHANGE[field] === "update");
    if (fields.length === 0 && (claim !== "none" || wanted.adopt)) return seen;
    if (!wanted.adopt && !(claim === "derived" && updatable)) throw conflict(inputs, fields);
    if (updatable) {
      await applyUpdate(api, { ...wanted, identifier: wanted.identifier ?? seen.settings.identifier }, operation);
      return confirm(api, inputs, operation);
    }
  }
  await stopTask(api, inputs, operation);
  await startOnce(api, inputs, operation);
  return confirm(api, inputs, operation);
}
