import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { CallbackClient } from "../../callback/api/client";
import { UnconfirmedCallbackError } from "../../callback/settings/error";
import { parseResourceId, resourceId } from "../../callback/settings/identity";
import type { CallbackInputs } from "../../callback/settings/inputs";
import { CallbackLife } from "../../callback/settings/life";
import type { Validation } from "../../inputs/diagnostic";
import type { CheckResult, Difference, Handlers, Imported, ReadResult } from "../engine/handlers";
import { type Properties, partialFailure, withoutHidden } from "../engine/properties";
import { checkFailures, validInputs } from "../engine/validation-result";
import { foreignOutputs, inputsOf, knownCallback, outputsOf, ownCallback, withSecretKey } from "./outputs";

/** Translates between the engine and the core: what the engine asks for one RtcCallback. */
export class CallbackHandlers implements Handlers {
  readonly #life: CallbackLife;

  constructor(api: CallbackClient, print: (line: string) => void = console.log) {
    this.#life = new CallbackLife(api, print);
  }

  async check(_olds: Properties, news: Properties): Promise<CheckResult> {
    const validation = await validated(news);
    const inputs = withSecretKey(news);
    return validation.valid === false ? { inputs, failures: checkFailures(validation.problems, news) } : { inputs };
  }

  async diff(_id: string, olds: Properties, news: Properties): Promise<Difference> {
    const known = ownCallback(olds);
    const next = withoutHidden(news);
    const planned = this.#life.plan(known, next);
    if (planned.kind === "same") {
      return known.unconfirmed ? { changes: true, fields: [], unseen: true } : { changes: false };
    }
    const { fields } = planned;
    const unseen = isDeepStrictEqual(inputsOf(known), next);
    if (planned.kind === "update") return { changes: true, fields, unseen };
    return { changes: true, fields, unseen, replaces: planned.because, deleteBeforeReplace: true };
  }

  async create(props: Properties): Promise<{ id: string; outs: Properties }> {
    const inputs = await checked(props);
    const instance = randomUUID();
    const work = this.#life.create(inputs, instance);
    return { id: resourceId(inputs), outs: await stateAfter(work, inputs, props, instance) };
  }

  async read(id: string, props: Properties): Promise<ReadResult> {
    const callback = parseResourceId(id);
    const known = knownCallback(props);
    if (known === undefined) {
      const seen = await this.#life.readForeign(callback, props.url === undefined);
      return seen === undefined ? {} : { id, props: foreignOutputs(callback, seen) };
    }
    const state = await this.#life.read(known);
    if (state === undefined) return {};
    const now = { ...known, state };
    return { id, props: outputsOf(now), inputs: withSecretKey(inputsOf(now)) };
  }

  async update(_id: string, olds: Properties, news: Properties): Promise<{ outs: Properties }> {
    const inputs = await checked(news);
    const known = ownCallback(olds);
    return { outs: await stateAfter(this.#life.update(known, inputs), inputs, news, known.instance) };
  }

  async import(id: string): Promise<Imported> {
    const callback = parseResourceId(id);
    const inputs = await this.#life.import(callback);
    const props = outputsOf({ state: inputs, givenKey: false, unconfirmed: false, instance: randomUUID() });
    return { id, props, inputs: { ...inputs } };
  }

  async delete(_id: string, props: Properties): Promise<void> {
    await this.#life.delete(ownCallback(props));
  }
}

/** The state that work on a callback leads to; also where nobody can tell whether it was created. */
async function stateAfter(
  work: Promise<CallbackInputs>,
  inputs: CallbackInputs,
  hidden: Properties,
  instance: string | undefined,
): Promise<Properties> {
  const givenKey = inputs.secretKey !== undefined;
  try {
    return outputsOf({ state: await work, givenKey, unconfirmed: false, instance });
  } catch (error) {
    if (!(error instanceof UnconfirmedCallbackError)) throw error;
    const outs = outputsOf({ state: error.state, givenKey, unconfirmed: true, instance });
    throw partialFailure(error, resourceId(inputs), outs, hidden);
  }
}

async function checked(props: Properties): Promise<CallbackInputs> {
  return validInputs(await validated(props), props);
}

/** Loaded only here, as that of tasks. */
async function validated(props: Properties): Promise<Validation<CallbackInputs>> {
  const { validate } = await import("../../callback/settings/validate.js");
  return validate(withoutHidden(props));
}
