import { isDeepStrictEqual } from "node:util";
import type { dynamic } from "@pulumi/pulumi";
import type { CallbackClient } from "../../callback/api/client";
import { plan } from "../../callback/settings/differences";
import { UnconfirmedCallbackError } from "../../callback/settings/error";
import { parseResourceId, resourceId } from "../../callback/settings/identity";
import type { CallbackInputs, KeyedInputs } from "../../callback/settings/inputs";
import { CallbackLife } from "../../callback/settings/life";
import type { Validation } from "../../inputs/diagnostic";
import { type Properties, partialFailure, withoutHidden } from "../engine/properties";
import type { Handlers } from "../engine/serve";
import { checkFailures, validInputs } from "../engine/validation-result";
import { foreignOutputs, inputsOf, knownCallback, outputsOf, ownCallback, withSecretKey } from "./outputs";

/** Translates between the engine and the core: what the engine asks for one RtcCallback. */
export class RtcCallbackProvider implements Handlers {
  readonly #life: CallbackLife;

  constructor(api: CallbackClient) {
    this.#life = new CallbackLife(api);
  }

  async check(_olds: Properties, news: Properties): Promise<dynamic.CheckResult<Properties>> {
    const validation = await validated(news);
    const inputs = withSecretKey(news);
    return validation.valid === false ? { inputs, failures: checkFailures(validation.problems, news) } : { inputs };
  }

  async diff(_id: string, olds: Properties, news: Properties): Promise<dynamic.DiffResult> {
    const known = ownCallback(olds);
    const next = withoutHidden(news);
    const planned = plan(known.state, next);
    if (planned.kind === "same") return { changes: known.unconfirmed };
    // Left open, the engine compares the inputs itself and shows the lines that differ.
    const changed = isDeepStrictEqual(inputsOf(known), next) ? { changes: true } : {};
    return planned.kind === "replace" ? { ...changed, replaces: planned.because, deleteBeforeReplace: true } : changed;
  }

  async create(props: Properties): Promise<dynamic.CreateResult<Properties>> {
    const inputs = await checked(props);
    return { id: resourceId(inputs), outs: await stateAfter(this.#life.create(inputs), inputs, props) };
  }

  async read(id: string, props: Properties): Promise<dynamic.ReadResult<Properties>> {
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

  async update(_id: string, olds: Properties, news: Properties): Promise<dynamic.UpdateResult<Properties>> {
    const inputs = await checked(news);
    return { outs: await stateAfter(this.#life.update(ownCallback(olds), inputs), inputs, news) };
  }

  async delete(_id: string, props: Properties): Promise<void> {
    await this.#life.delete(ownCallback(props));
  }
}

/** The state that work on a callback leads to; also where nobody can tell whether it was created. */
async function stateAfter(work: Promise<KeyedInputs>, inputs: CallbackInputs, hidden: Properties): Promise<Properties> {
  const givenKey = inputs.secretKey !== undefined;
  try {
    return outputsOf({ state: await work, givenKey, unconfirmed: false });
  } catch (error) {
    if (!(error instanceof UnconfirmedCallbackError)) throw error;
    const outs = outputsOf({ state: error.state, givenKey, unconfirmed: true });
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
