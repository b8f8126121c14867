import { mayHaveBeenApplied } from "../../rtc-api/error";
import type { Operation } from "../../rtc-api/operation";
import { retry } from "../../rtc-api/retry";
import type { SegmentApi } from "../api/client";
import { FIELDS, type ShownField } from "../fields";
import { isDerivedId } from "../identity";
import type { IdentifiedInputs } from "../inputs";
import { differingFields, type Observation } from "../observation";
import type { Owner } from "../owner";
import { startBody } from "../request";
import { resolve } from "../resolve";
import { isOver } from "../status";
import {
  BusyError,
  conflict,
  failedToRun,
  heldByOther,
  invisible,
  NotVisibleError,
  SameMomentError,
  StaleAnswerError,
  TaskError,
  UnconfirmedTaskError,
} from "./error";
import type { Holders } from "./holders";
import { lookUntil, lookUp } from "./look";
import { isPrefixOf, makePrefix } from "./prefix";
import { stopById } from "./stop";
import { applyUpdate } from "./update";

/** Who wants a task, and what it knows of the task's id. */
export interface Claimant {
  owner: Owner;
  /** An earlier start of which nobody knows what became of it; with its prefix, where nothing differs that would replace. */
  earlier?: { prefix?: string | undefined } | undefined;
  /** What the other resources do that this process has met. */
  holders: Pick<Holders, "namesake" | "isFormer">;
}

/** A start under way. */
interface Starting {
  api: SegmentApi;
  inputs: IdentifiedInputs;
  operation: Operation;
  /** What the task is started with: the user's prefix, or one made up. */
  prefix: string;
  /** Whether a run with that prefix must come from this start. */
  unique: boolean;
  /** Whether the id was seen to be taken before the first call, so that a run under it need not come from that call. */
  taken: boolean;
  /** Whether something was stopped to make way. */
  anew: boolean;
  /** When the runs started that made way. Other resources may still own them, and states tell runs apart by that alone. */
  before: readonly string[];
}

/**
 * Starts a task, looks at it, and ends with a run of its own: one that nobody else owns. Finds out by itself what became
 * of a call without an answer.
 *
 * @throws {TaskError} when it can't run, or a foreign task of its id does.
 * @throws {UnconfirmedTaskError} when it may run but nobody can tell.
 */
export async function startTask(
  api: SegmentApi,
  inputs: IdentifiedInputs,
  claimant: Claimant,
  operation: Operation,
): Promise<Observation> {
  const unique = inputs.identifier === undefined;
  const { owner, earlier } = claimant;
  const earlierPrefix = isPrefixOf(owner, earlier?.prefix) ? earlier?.prefix : undefined;
  const prefix = inputs.identifier ?? earlierPrefix ?? makePrefix(owner);
  const derived = isDerivedId(owner, inputs);
  // Nothing of the user's own marks a run as this resource's: then only what was there before can tell.
  const unmarked = !unique && !derived && earlier === undefined;
  const taken = unmarked && (await isRunning(api, inputs, operation));
  const starting: Starting = { api, inputs, operation, prefix, unique, taken, anew: false, before: [] };
  const start = await startOnce(starting);
  if (start.outcome === "started") return confirm(starting);
  return takeOver(starting, claimant, (start.unanswered && !taken) || earlier !== undefined);
}

async function isRunning(api: SegmentApi, inputs: IdentifiedInputs, operation: Operation): Promise<boolean> {
  const seen = await lookUp(api, inputs, operation).catch((error: unknown) => {
    throw new TaskError("Starting", inputs, error);
  });
  return seen !== undefined && !isOver(seen);
}

type Start = { outcome: "started" | "alreadyStarted"; unanswered: boolean };

async function startOnce(starting: Starting): Promise<Start> {
  const { api, inputs, operation, prefix, taken } = starting;
  let unanswered = false;
  const attempt = async (): Promise<Start> => {
    try {
      return { outcome: await api.start(startBody({ ...inputs, identifier: prefix }), operation), unanswered };
    } catch (error) {
      if (!mayHaveBeenApplied(error)) throw error;
      unanswered = true;
      const seen = await lookUp(api, inputs, operation);
      if (seen !== undefined && isFrom(starting, seen)) return { outcome: "started", unanswered };
      if (seen !== undefined && !isOver(seen)) return { outcome: "alreadyStarted", unanswered };
      throw error;
    }
  };
  try {
    return await retry(attempt, mayHaveBeenApplied, operation);
  } catch (error) {
    throw unanswered && !taken ? unconfirmed(starting, error) : new TaskError("Starting", inputs, error);
  }
}

/** A run that took the place of another is not told by its prefix later, as it may have the other's start time. */
function unconfirmed({ inputs, prefix, anew }: Starting, reason: unknown): UnconfirmedTaskError {
  return UnconfirmedTaskError.mayRun(inputs, anew ? undefined : prefix, reason);
}

/** Whether a run certainly comes from this start. */
function isFrom({ unique, prefix }: Starting, seen: Observation): boolean {
  return unique && seen.settings.identifier === prefix;
}

/** Looks at a task that was just started, until the answer is about this start. */
async function confirm(starting: Starting): Promise<Observation> {
  const { api, inputs, operation, unique, before } = starting;
  const isBefore = (seen: Observation) => seen.startTime !== undefined && before.includes(seen.startTime);
  const tells = (seen: Observation) => unique && seen.settings.identifier !== undefined;
  const isOld = (seen: Observation) => (tells(seen) ? !isFrom(starting, seen) : isOver(seen) || isBefore(seen));
  // "unknown" says nothing, but it may be all there is to say.
  const believable = (it: Observation | undefined) => it !== undefined && it.status !== "unknown" && !isOld(it);
  const { seen } = await lookUntil(api, inputs, operation, believable).catch((error: unknown) => {
    throw unconfirmed(starting, error);
  });
  if (seen === undefined) throw unconfirmed(starting, new NotVisibleError());
  // What may be an old answer is believed in the end, unless it would hide what runs.
  const earlier = isBefore(seen) && !isFrom(starting, seen);
  if (earlier || (tells(seen) && isOld(seen) && isOver(seen))) {
    throw unconfirmed(starting, new StaleAnswerError());
  }
  if (seen.status === "failed" || seen.stopReason === "StartTaskFailed") throw failedToRun(inputs, seen);
  return seen;
}

/** A task of this id already runs: the resource's own from an earlier attempt, one to adopt, or somebody else's. */
async function takeOver(starting: Starting, claimant: Claimant, unanswered: boolean): Promise<Observation> {
  const { inputs, unique } = starting;
  const wanted = resolve(inputs);
  const derived = isDerivedId(claimant.owner, inputs);
  const found = await whatRuns(starting).catch((error: unknown) => {
    // Only what may be this resource's own is remembered: the state would let `destroy` stop it.
    if (error instanceof TaskError) throw error;
    throw derived || unanswered ? unconfirmed(starting, error) : new TaskError("Starting", inputs, error);
  });
  if (found === "started") return confirm(starting);

  const namesake = derived ? undefined : claimant.holders.namesake(inputs, claimant.owner);
  if (namesake !== undefined) throw heldByOther(inputs, namesake);
  if (found === undefined) {
    if (!derived && !wanted.adopt) throw invisible(inputs);
    return startAnew(starting, claimant, undefined);
  }
  const fields = differingFields(wanted, found);
  if (isFrom(starting, found)) return bringTo(starting, found, fields);
  const updatable = fields.every((field) => FIELDS[field].change === "update");
  const { identifier } = found.settings;
  const former = claimant.holders.isFormer(inputs, claimant.owner, found.startTime);
  const own = derived || isPrefixOf(claimant.owner, identifier);
  // What is started anew is nobody else's any more, has today's keys, and is told from what was by its start time.
  if (former || (own && updatable)) return startAnew(starting, claimant, found);
  // With a prefix of the user's own nothing can prove it; but the call came first, and all is as it asked for.
  if (unanswered && !unique && fields.length === 0) return found;
  if (!wanted.adopt) throw conflict(inputs, fields);
  if (!updatable) return startAnew(starting, claimant, found);
  return bringTo(starting, found, fields);
}

/** Takes a run as it is, but for what can be updated. */
async function bringTo(
  { api, inputs, operation }: Starting,
  found: Observation,
  fields: readonly ShownField[],
): Promise<Observation> {
  if (fields.length === 0) return found;
  const wanted = resolve(inputs);
  await applyUpdate(api, { ...wanted, identifier: inputs.identifier ?? found.settings.identifier }, operation);
  const { seen } = await lookUntil(
    api,
    inputs,
    operation,
    (it) => it !== undefined && differingFields(wanted, it).length === 0,
  );
  return seen ?? found;
}

class NothingToSee extends Error {}

/** Looks at what keeps the id busy. It may be about to end: then this start takes its place. */
async function whatRuns(starting: Starting): Promise<Observation | "started" | undefined> {
  let seen: Observation | undefined;
  const attempt = async () => {
    seen = await lookUp(starting.api, starting.inputs, starting.operation);
    if (seen !== undefined && !isOver(seen)) return seen;
    if (seen !== undefined && (await startOnce(starting)).outcome === "started") return "started" as const;
    throw new NothingToSee();
  };
  try {
    return await retry(attempt, (error) => error instanceof NothingToSee, starting.operation);
  } catch (error) {
    if (error instanceof NothingToSee) return seen;
    throw error;
  }
}

/** Stops what runs under the id and starts anew, until the new run can be told from those before. */
async function startAnew(given: Starting, { owner }: Claimant, found: Observation | undefined): Promise<Observation> {
  const { api, inputs, operation, unique } = given;
  let before = found?.startTime === undefined ? [] : [found.startTime];
  const attempt = async () => {
    await stopById(api, inputs, operation);
    const starting = { ...given, taken: false, anew: true, before, ...(unique ? { prefix: makePrefix(owner) } : {}) };
    await startWhenFree(starting);
    const seen = await confirm(starting);
    if (seen.startTime === undefined || !before.includes(seen.startTime)) return seen;
    before = [...before, seen.startTime];
    throw new SameMomentError();
  };
  try {
    return await retry(attempt, (error) => error instanceof SameMomentError, operation);
  } catch (error) {
    const refused = error instanceof TaskError && error.attempt === "Stopping" && !mayHaveBeenApplied(error.cause);
    if (refused || error instanceof UnconfirmedTaskError) throw error;
    throw UnconfirmedTaskError.stoppedOnly(inputs, error);
  }
}

/** After a stop the id may be busy for a moment. Another run than those before can only be from a call without an answer. */
async function startWhenFree(starting: Starting): Promise<void> {
  const { api, inputs, operation, before } = starting;
  let unanswered = false;
  const attempt = async () => {
    const start = await startOnce(starting);
    if (start.outcome === "started") return;
    unanswered ||= start.unanswered;
    const seen = unanswered ? await lookUp(api, inputs, operation) : undefined;
    if (seen?.startTime !== undefined && !isOver(seen) && !before.includes(seen.startTime)) return;
    throw new BusyError();
  };
  await retry(attempt, (error) => error instanceof BusyError, operation);
}
