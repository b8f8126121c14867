import { isDeepStrictEqual } from "node:util";
import type { dynamic } from "@pulumi/pulumi";
import type { SegmentApi } from "../rtc-api/client";
import { type Claim, createTask } from "../segment/create";
import { deleteTask } from "../segment/delete";
import { CHANGE, diff } from "../segment/diff";
import { deriveTaskId, isDerivable, keepsTaskId, parseResourceId, resourceId } from "../segment/identity";
import { isOutOfSight, readTask } from "../segment/read";
import { type IdentifiedInputs, resolve } from "../segment/resolve";
import { isOver } from "../segment/status";
import { TaskGoneError, UnconfirmedTaskError } from "../segment/task-error";
import { UNKNOWN } from "../segment/unknown";
import { updateTask } from "../segment/update";
import { validate } from "../segment/validate";
import { CLAIM_KEY, Claims } from "./claims";
import { parseOwner } from "./owner";
import { OWNER_KEY, type Properties, partialFailure, visible, withSecretCredentials } from "./properties";
import {
  endedState,
  foreignState,
  hasDerivedId,
  inputsOf,
  knownState,
  refreshedState,
  type SegmentTaskState,
  stateOf,
  updatedState,
} from "./segment-task-state";
import { checkFailures, validInputs } from "./validation-result";

/** Translates between the engine and the core: what the engine asks for one SegmentTask. */
export class SegmentTaskProvider implements dynamic.ResourceProvider {
  readonly #claims = new Claims();

  constructor(
    private readonly api: SegmentApi,
    private readonly onConfigure: (request: dynamic.ConfigureRequest) => void,
    private readonly print: (line: string) => void = console.log,
  ) {}

  /** Synchronous on purpose; see `ProviderConfig`. */
  configure(request: dynamic.ConfigureRequest): Promise<void> {
    this.onConfigure(request);
    return Promise.resolve();
  }

  async check(olds: Properties, news: Properties): Promise<dynamic.CheckResult<Properties>> {
    const inputs = { ...news };
    const validation = validate(visible(news));
    if (validation.valid === false) {
      return { inputs: withSecretCredentials(inputs), failures: checkFailures(validation.problems) };
    }
    return { inputs: withSecretCredentials({ ...inputs, ...identify(olds, inputs) }) };
  }

  async diff(_id: string, olds: Properties, news: Properties): Promise<dynamic.DiffResult> {
    const inputs = visible(news);
    const result = diff(olds, inputs);
    if (result.kind === "same") return { changes: false };
    const known = knownState(olds);
    return {
      // Left open, the engine compares the inputs itself and shows the lines that differ. It can't see what changed in
      // the outputs alone: then it has to be told.
      ...(known.own && isDeepStrictEqual(inputsOf(known.state), inputs) ? { changes: true } : {}),
      ...(result.kind === "replace" ? { replaces: result.because, deleteBeforeReplace: result.deleteFirst } : {}),
    };
  }

  async create(props: Properties): Promise<dynamic.CreateResult<SegmentTaskState>> {
    const inputs = checked(props);
    const id = resourceId(inputs);
    const outs = await this.#start(inputs, props, hasDerivedId(inputs, props[OWNER_KEY]) ? "derived" : "none");
    return { id, outs: { ...outs, [CLAIM_KEY]: this.#claims.add([id]) } };
  }

  async read(id: string, props: Properties): Promise<dynamic.ReadResult<Properties>> {
    const task = parseResourceId(id);
    const known = knownState(props);
    if (!known.own) return this.#readForeign(id, known.lastSeen);
    const { state } = known;
    // What was never seen to run has nothing that could be kept.
    const keep = state.whenEnded === "keep" && state.startTime !== undefined;
    const reading = await readTask(this.api, task, state.startTime);
    switch (reading.kind) {
      case "gone":
        return keep ? refreshed(id, { ...state, status: "ended" }) : {};
      case "over":
        return keep ? refreshed(id, endedState(state, reading.seen)) : {};
      case "outOfSight":
        return refreshed(id, isOver(state) ? state : { ...state, status: "unknown" });
      case "running":
        return refreshed(id, refreshedState(state, reading.seen));
    }
  }

  async update(_id: string, olds: Properties, news: Properties): Promise<dynamic.UpdateResult<SegmentTaskState>> {
    const old = olds as unknown as SegmentTaskState;
    const inputs = checked(news);
    const derived = hasDerivedId(inputs, news[OWNER_KEY]);
    if (old.status === "unknown" && old.startTime === undefined) {
      // Its start was never confirmed. What runs under a derived id can only be this resource's, and follows the inputs.
      const wanted = derived ? { ...inputs, adopt: true } : inputs;
      const outs = await this.#start(wanted, news, derived ? "derived" : "unanswered");
      return { outs: { ...outs, adopt: inputs.adopt ?? false } };
    }
    const result = diff(old, visible(news));
    // A task that was kept after its end has nothing to update; the new settings count when it is started again.
    if (!isOver(old) && result.kind === "update" && result.fields.some((field) => CHANGE[field] === "update")) {
      try {
        await updateTask(this.api, { ...resolve(inputs), identifier: inputs.identifier ?? old.identifier });
      } catch (error) {
        // A refresh can't tell that such an old task is gone, but this answer does.
        if (!(error instanceof TaskGoneError) || !isOutOfSight(old.startTime)) throw error;
        return { outs: await this.#start(inputs, news, derived ? "derived" : "none") };
      }
    }
    return { outs: updatedState(old, inputs) };
  }

  async delete(id: string, props: Properties): Promise<void> {
    const { businessId } = props as { businessId?: string };
    if (this.#claims.isOutdated(id, props[CLAIM_KEY])) {
      this.print(`SegmentTask ${parseOwner(props[OWNER_KEY]).name}: its task runs on under the new resource`);
      return;
    }
    await deleteTask(this.api, { ...parseResourceId(id), businessId });
  }

  async #start(inputs: IdentifiedInputs, props: Properties, claim: Claim): Promise<SegmentTaskState> {
    const owner = props[OWNER_KEY];
    try {
      return stateOf(inputs, owner, await createTask(this.api, inputs, claim));
    } catch (error) {
      if (!(error instanceof UnconfirmedTaskError)) throw error;
      throw partialFailure(error, resourceId(inputs), stateOf(inputs, owner), props);
    }
  }

  async #readForeign(id: string, lastSeen: Properties): Promise<dynamic.ReadResult<Properties>> {
    const task = parseResourceId(id);
    const reading = await readTask(this.api, task, lastSeen.startTime as string | undefined);
    if ("seen" in reading) return { id, props: foreignState(task, reading.seen) };
    if (reading.kind === "outOfSight") return { id, props: { ...lastSeen, status: "unknown" } };
    // A refresh of one that is gone takes it out of the state; the first look at it must find something.
    if (lastSeen.status !== undefined) return {};
    throw new Error(
      `There is no segment task "${task.taskId}" in room "${task.roomId}" of app "${task.appId}", or it started more ` +
        "than 72 hours ago, which is as far as the API can see. Check the id: <appId>/<roomId>/<taskId>",
    );
  }
}

/** The task id, where the user gave none, and whose id it is. */
function identify(olds: Properties, news: Properties): Properties {
  if (news.taskId !== undefined && news.taskId !== null && news.taskId !== "") return {};
  if (!isDerivable(news)) return { taskId: UNKNOWN };
  if (typeof olds.taskId === "string" && keepsTaskId(olds, news)) {
    return { taskId: olds.taskId, [OWNER_KEY]: olds[OWNER_KEY] ?? news[OWNER_KEY] };
  }
  return { taskId: deriveTaskId(parseOwner(news[OWNER_KEY]), news as unknown as IdentifiedInputs) };
}

function refreshed(id: string, state: SegmentTaskState): dynamic.ReadResult<Properties> {
  return { id, props: state as unknown as Properties, inputs: { ...inputsOf(state), [OWNER_KEY]: state[OWNER_KEY] } };
}

function checked(props: Properties): IdentifiedInputs {
  return validInputs(validate(visible(props))) as IdentifiedInputs;
}
