import { isDeepStrictEqual } from "node:util";
import type { dynamic } from "@pulumi/pulumi";
import type { SegmentApi } from "../rtc-api/client";
import { createTask } from "../segment/create";
import { deleteTask } from "../segment/delete";
import { CHANGE, diff } from "../segment/diff";
import { deriveTaskId, isDerivable, parseResourceId, resourceId } from "../segment/identity";
import { isOver } from "../segment/observation";
import { readTask } from "../segment/read";
import { type IdentifiedInputs, resolve } from "../segment/resolve";
import { UnconfirmedTaskError } from "../segment/task-error";
import { UNKNOWN } from "../segment/unknown";
import { updateTask } from "../segment/update";
import { formatFinding, validate } from "../segment/validate";
import { parseOwner } from "./owner";
import { OWNER_KEY, type Properties, partialFailure, visible, withSecretCredentials } from "./properties";
import {
  endedState,
  foreignState,
  hasDerivedId,
  inputsOf,
  refreshedState,
  type SegmentTaskState,
  stateOf,
  updatedState,
} from "./segment-task-state";

/** Translates between the engine and the core: what the engine asks for one SegmentTask. */
export class SegmentTaskProvider implements dynamic.ResourceProvider {
  constructor(
    private readonly api: SegmentApi,
    private readonly onConfigure: (request: dynamic.ConfigureRequest) => void,
  ) {}

  /** Synchronous on purpose; see `ProviderConfig`. */
  configure(request: dynamic.ConfigureRequest): Promise<void> {
    this.onConfigure(request);
    return Promise.resolve();
  }

  async check(_olds: Properties, news: Properties): Promise<dynamic.CheckResult<Properties>> {
    const inputs = { ...news };
    const validation = validate(visible(news));
    if (validation.valid === false) {
      // Without a property the engine prints the reason alone; with one it would print the value as well.
      const failures = validation.problems.map((problem) => ({ property: "", reason: formatFinding(problem) }));
      return { inputs: withSecretCredentials(inputs), failures };
    }
    if (inputs.taskId === undefined) {
      inputs.taskId = isDerivable(inputs)
        ? deriveTaskId(parseOwner(inputs[OWNER_KEY]), inputs as unknown as IdentifiedInputs)
        : UNKNOWN;
    }
    return { inputs: withSecretCredentials(inputs) };
  }

  async diff(_id: string, olds: Properties, news: Properties): Promise<dynamic.DiffResult> {
    const state = olds as unknown as SegmentTaskState;
    const inputs = visible(news);
    const result = diff(state, inputs);
    if (result.kind === "same") return { changes: false };
    return {
      // Left open, the engine compares the inputs itself and shows the lines that differ. It can't see what changed in
      // the outputs alone: then it has to be told.
      ...(isDeepStrictEqual(inputsOf(state), inputs) ? { changes: true } : {}),
      ...(result.kind === "replace" ? { replaces: result.because, deleteBeforeReplace: result.deleteFirst } : {}),
    };
  }

  async create(props: Properties): Promise<dynamic.CreateResult<SegmentTaskState>> {
    const inputs = checked(props);
    const ours = hasDerivedId(inputs, props[OWNER_KEY]);
    return { id: resourceId(inputs), outs: await this.#start(inputs, { ours, adopt: inputs.adopt }, props) };
  }

  async read(id: string, props: Properties): Promise<dynamic.ReadResult<Properties>> {
    const task = parseResourceId(id);
    if (props.status === undefined) return this.#readForeign(id);
    const state = props as unknown as SegmentTaskState;
    // What was never seen to run has nothing that could be kept.
    const keep = state.whenEnded === "keep" && state.startTime !== undefined;
    const reading = await readTask(this.api, task, state.startTime);
    switch (reading.kind) {
      case "gone":
        return keep ? refreshed(id, { ...state, status: "ended" }) : {};
      case "over":
        return keep ? refreshed(id, endedState(state, reading.seen)) : {};
      case "outOfSight":
        return refreshed(id, { ...state, status: "unknown" });
      case "running":
        return refreshed(id, refreshedState(state, reading.seen));
    }
  }

  async update(_id: string, olds: Properties, news: Properties): Promise<dynamic.UpdateResult<SegmentTaskState>> {
    const old = olds as unknown as SegmentTaskState;
    const inputs = checked(news);
    if (old.status === "unknown" && old.startTime === undefined) {
      // Its start was never confirmed. What runs under its id is brought to the inputs: this resource once started it.
      return { outs: await this.#start(inputs, { ours: true, adopt: true }, news) };
    }
    const result = diff(old, visible(news));
    // A task that was kept after its end has nothing to update; the new settings count when it is started again.
    if (!isOver(old) && result.kind === "update" && result.fields.some((field) => CHANGE[field] === "update")) {
      await updateTask(this.api, { ...resolve(inputs), identifier: inputs.identifier ?? old.identifier });
    }
    return { outs: updatedState(old, inputs) };
  }

  async delete(id: string, props: Properties): Promise<void> {
    const { businessId } = props as { businessId?: string };
    await deleteTask(this.api, { ...parseResourceId(id), businessId });
  }

  async #start(
    inputs: IdentifiedInputs,
    { ours, adopt }: { ours: boolean; adopt: boolean | undefined },
    props: Properties,
  ): Promise<SegmentTaskState> {
    const owner = props[OWNER_KEY];
    try {
      return stateOf(inputs, owner, await createTask(this.api, { ...inputs, adopt }, ours));
    } catch (error) {
      if (!(error instanceof UnconfirmedTaskError)) throw error;
      throw partialFailure(error, resourceId(inputs), stateOf(inputs, owner), props);
    }
  }

  async #readForeign(id: string): Promise<dynamic.ReadResult<Properties>> {
    const task = parseResourceId(id);
    const reading = await readTask(this.api, task, undefined);
    if (reading.kind === "gone" || reading.kind === "outOfSight") {
      throw new Error(
        `There is no segment task "${task.taskId}" in room "${task.roomId}" of app "${task.appId}", or it started more ` +
          "than 72 hours ago, which is as far as the API can see. Check the id: <appId>/<roomId>/<taskId>",
      );
    }
    return { id, props: foreignState(task, reading.seen) };
  }
}

function refreshed(id: string, state: SegmentTaskState): dynamic.ReadResult<Properties> {
  return { id, props: state as unknown as Properties, inputs: { ...inputsOf(state), [OWNER_KEY]: state[OWNER_KEY] } };
}

/** The engine does not check again what a policy has changed, so nothing is sent that was not looked at here. */
function checked(props: Properties): IdentifiedInputs {
  const validation = validate(visible(props));
  if (validation.valid === true) return validation.inputs as IdentifiedInputs;
  const reasons = validation.valid === false ? validation.problems.map(formatFinding) : ["some inputs are not known"];
  throw new Error(`The inputs are not valid: ${reasons.join("; ")}`);
}
