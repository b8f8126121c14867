import { isDeepStrictEqual } from "node:util";
import type { Validation } from "../../inputs/diagnostic";
import { UNKNOWN } from "../../inputs/unknown";
import type { SegmentApi } from "../../segment/api/client";
import { parseResourceId, resourceId } from "../../segment/identity";
import type { IdentifiedInputs, SegmentInputs } from "../../segment/inputs";
import type { PreflightChecks } from "../../segment/preflight/preflight-checks";
import { UnconfirmedTaskError } from "../../segment/task/error";
import type { Holders } from "../../segment/task/holders";
import { TaskLife } from "../../segment/task/life";
import { diff } from "../../segment/task/plan";
import type { TaskState } from "../../segment/task/state";
import type { CheckResult, Difference, Handlers, Imported, ReadResult } from "../engine/handlers";
import {
  holderOf,
  INSTANCE_KEY,
  OWNER_KEY,
  ownerOf,
  type Properties,
  partialFailure,
  withoutHidden,
} from "../engine/properties";
import { withSecretCredentials } from "../engine/secret";
import { checkFailures, validInputs } from "../engine/validation-result";
import { foreignState, inputsOf, knownState, type SegmentTaskState, stateOf } from "./outputs";

/** Translates between the engine and the core: what the engine asks for one SegmentTask. */
export class SegmentTaskHandlers implements Handlers {
  readonly #life: TaskLife;

  constructor(
    api: SegmentApi,
    holders: Holders,
    print: (line: string) => void = console.log,
    preflight?: PreflightChecks,
  ) {
    this.#life = new TaskLife(api, holders, print, preflight);
  }

  async check(olds: Properties, news: Properties): Promise<CheckResult> {
    const validation = await validated(news);
    if (validation.valid === false) {
      return { inputs: withSecretCredentials({ ...news }), failures: checkFailures(validation.problems, news) };
    }
    const holder = holderOf("task", news, olds);
    const before = Object.keys(olds).length === 0 ? undefined : olds;
    const taskId = this.#life.settleId(holder, news, before) ?? UNKNOWN;
    return { inputs: withSecretCredentials({ ...news, taskId }) };
  }

  async diff(_id: string, olds: Properties, news: Properties): Promise<Difference> {
    const inputs = withoutHidden(news);
    const known = knownState(olds);
    const plan = known.own
      ? this.#life.plan(holderOf("task", news, olds), known.state, inputs)
      : diff(known.lastSeen, inputs);
    switch (plan.kind) {
      case "same":
        return { changes: false };
      case "unconfirmed":
        return { changes: true, fields: [], unseen: true };
      case "lost":
        return { changes: true, fields: [], unseen: true, replaces: ["taskId"], deleteBeforeReplace: false };
    }
    const { fields } = plan;
    const unseen = known.own && isDeepStrictEqual(inputsOf(known.state), inputs);
    if (plan.kind === "update") return { changes: true, fields, unseen };
    const { because, stopFirst } = plan;
    return { changes: true, fields, unseen, replaces: because, deleteBeforeReplace: stopFirst !== undefined };
  }

  async create(props: Properties): Promise<{ id: string; outs: Properties }> {
    const inputs = await checked(props);
    const instance = this.#life.newInstance(ownerOf("task", props), inputs);
    const hidden = { ...props, ...(instance === undefined ? {} : { [INSTANCE_KEY]: instance }) };
    const start = this.#life.start(holderOf("task", hidden), inputs);
    return { id: resourceId(inputs), outs: await stateAfter(start, inputs, hidden) };
  }

  async read(id: string, props: Properties): Promise<ReadResult> {
    const task = parseResourceId(id);
    const known = knownState(props);
    if (known.own) {
      const state = await this.#life.read(ownerOf("task", props), task, known.state);
      return state === undefined ? {} : refreshed(id, state);
    }
    const reading = await this.#life.readForeign(task, known.lastSeen);
    switch (reading.kind) {
      case "seen":
        return { id, props: foreignState(task, reading.seen) };
      case "outOfSight":
        return { id, props: { ...known.lastSeen, status: "unknown" } };
      case "gone":
        return {};
    }
  }

  async update(_id: string, olds: Properties, news: Properties): Promise<{ outs: Properties }> {
    const inputs = await checked(news);
    const hidden = { ...news, [INSTANCE_KEY]: olds[INSTANCE_KEY] };
    const update = this.#life.update(holderOf("task", hidden), olds as unknown as SegmentTaskState, inputs);
    return { outs: await stateAfter(update, inputs, hidden) };
  }

  async import(id: string, hidden: Properties): Promise<Imported> {
    const task = parseResourceId(id);
    const owner = ownerOf("task", hidden);
    const { inputs, state } = await this.#life.import(task);
    const instance = this.#life.newInstance(owner, inputs);
    const more = { ...hidden, ...(instance === undefined ? {} : { [INSTANCE_KEY]: instance }) };
    return { id, props: propertiesOf(inputs, more, state), inputs: { ...inputs, [OWNER_KEY]: hidden[OWNER_KEY] } };
  }

  async delete(id: string, props: Properties): Promise<void> {
    await this.#life.stop(holderOf("task", props), parseResourceId(id), props as unknown as SegmentTaskState);
  }
}

/** The state that work on a task leads to; also where nobody can tell whether the task runs. */
async function stateAfter(work: Promise<TaskState>, inputs: IdentifiedInputs, hidden: Properties): Promise<Properties> {
  try {
    return propertiesOf(inputs, hidden, await work);
  } catch (error) {
    if (!(error instanceof UnconfirmedTaskError)) throw error;
    throw partialFailure(error, resourceId(inputs), propertiesOf(inputs, hidden, error.state), hidden);
  }
}

function propertiesOf(...known: Parameters<typeof stateOf>): Properties {
  return { ...stateOf(...known) };
}

function refreshed(id: string, state: SegmentTaskState): ReadResult {
  const owner = state[OWNER_KEY] === undefined ? {} : { [OWNER_KEY]: state[OWNER_KEY] };
  return { id, props: state as unknown as Properties, inputs: { ...inputsOf(state), ...owner } };
}

async function checked(props: Properties): Promise<IdentifiedInputs> {
  return validInputs(await validated(props), props) as IdentifiedInputs;
}

/** The validation is loaded only here: each start would pay 45 ms for it, also those that only refresh or destroy. */
async function validated(props: Properties): Promise<Validation<SegmentInputs>> {
  const { validate } = await import("../../segment/validate.js");
  return validate(withoutHidden(props));
}
