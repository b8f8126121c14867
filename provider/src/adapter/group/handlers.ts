import { isDeepStrictEqual } from "node:util";
import type { Validation } from "../../inputs/diagnostic";
import { asRecord, textsIn } from "../../inputs/record";
import type { SegmentApi } from "../../segment/api/client";
import { GROUP_FIELDS, GROUP_REPLACED_BY } from "../../segment/group/fields";
import type { GroupInputs } from "../../segment/group/inputs";
import { GroupLife, type GroupOutcome } from "../../segment/group/life";
import type { PreflightChecks } from "../../segment/preflight/preflight-checks";
import type { Holder, Holders } from "../../segment/task/holders";
import { UserError } from "../../user-error";
import type { CheckResult, Difference, Handlers, Imported, ReadResult } from "../engine/handlers";
import {
  holderOf,
  OWNER_KEY,
  ownerOf,
  type Properties,
  partialFailure,
  secretNamesIn,
  withoutHidden,
} from "../engine/properties";
import { withSecretCredentials } from "../engine/secret";
import { checkFailures, validInputs } from "../engine/validation-result";
import { groupProperties, groupState } from "./outputs";

/** Translates between the engine and the core: what the engine asks for one SegmentTaskGroup. */
export class SegmentTaskGroupHandlers implements Handlers {
  readonly #life: GroupLife;

  constructor(
    api: SegmentApi,
    holders: Holders,
    print: (line: string) => void = console.log,
    preflight?: PreflightChecks,
  ) {
    this.#life = new GroupLife(api, holders, print, preflight);
  }

  async check(olds: Properties, news: Properties): Promise<CheckResult> {
    const validation = await validated(news);
    const isNew = Object.keys(olds).length === 0;
    this.#life.declare(ownerOf("group", news), isNew, validation.valid === true ? validation.inputs : undefined);
    const inputs = withSecretCredentials({ ...news });
    if (validation.valid !== false) return { inputs };
    return { inputs, failures: checkFailures(validation.problems, news) };
  }

  async diff(_id: string, olds: Properties, news: Properties): Promise<Difference> {
    const state = groupState(olds);
    const next = withoutHidden(news);
    const plan = this.#life.plan(holderIn(news, olds), state, next);
    if (plan.kind === "same") return { changes: false };
    const before: Properties = { ...state.inputs };
    const fields = GROUP_FIELDS.filter((field) => !isDeepStrictEqual(before[field], next[field]));
    const difference = { changes: true as const, fields, unseen: fields.length === 0 };
    if (plan.kind === "update") return difference;
    const order = plan.stopFirst === undefined ? {} : { deleteBeforeReplace: plan.stopFirst };
    return { ...difference, replaces: GROUP_REPLACED_BY, ...order };
  }

  async create(props: Properties): Promise<{ id: string; outs: Properties }> {
    const inputs = await checked(props);
    const holder = holderIn(props);
    const id = `${inputs.appId}/${holder.owner.name}`;
    return { id, outs: stateAfter(await this.#life.start(holder, inputs), id, props) };
  }

  async read(id: string, props: Properties): Promise<ReadResult> {
    const state = await this.#life.read(holderIn(props), groupState(props));
    const owner = props[OWNER_KEY] === undefined ? {} : { [OWNER_KEY]: props[OWNER_KEY] };
    return { id, props: groupProperties(state, props), inputs: { ...state.inputs, ...owner } };
  }

  async update(id: string, olds: Properties, news: Properties): Promise<{ outs: Properties }> {
    const outcome = await this.#life.update(holderIn(news, olds), groupState(olds), await checked(news));
    return { outs: stateAfter(outcome, id, news) };
  }

  async import(id: string): Promise<Imported> {
    throw new UserError(
      `"${id}" can't be imported: the API does not say which tasks make a group. Declare the group with adopt: true, ` +
        "which takes over tasks that run under its ids, or import each task as a SegmentTask",
    );
  }

  async delete(_id: string, props: Properties): Promise<void> {
    await this.#life.stop(holderIn(props), groupState(props));
  }
}

/**
 * The group that some properties are about. No message may show the names of its rooms, past ones included, where these are
 * secret.
 */
function holderIn(props: Properties, state = props): Holder {
  const rooms = [props, state].flatMap((one) => (secretNamesIn(one).includes("rooms") ? namesIn(one.rooms) : []));
  const holder = holderOf("group", props, state);
  return { ...holder, secrets: [...(holder.secrets ?? []), ...rooms] };
}

function namesIn(rooms: unknown): string[] {
  return Array.isArray(rooms) ? textsIn(rooms) : Object.keys(asRecord(rooms));
}

/** The state that work on a group leads to; also where it failed in some rooms. */
function stateAfter({ state, error }: GroupOutcome, id: string, hidden: Properties): Properties {
  const outs = groupProperties(state, hidden);
  // Of such a failure the engine shows the reasons and not the message.
  if (error !== undefined) throw partialFailure(error, id, outs, hidden, error.reasons);
  return outs;
}

async function checked(props: Properties): Promise<GroupInputs> {
  return validInputs(await validated(props), props);
}

/** Loaded only here, as that of single tasks. */
async function validated(props: Properties): Promise<Validation<GroupInputs>> {
  const { validateGroup } = await import("../../segment/group/schema.js");
  return validateGroup(withoutHidden(props));
}
