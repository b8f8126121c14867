import type { SeenCallback } from "../../callback/settings/differences";
import { CALLBACK_FIELDS } from "../../callback/settings/fields";
import type { CallbackId } from "../../callback/settings/identity";
import type { CallbackInputs } from "../../callback/settings/inputs";
import type { KnownState } from "../../callback/settings/life";
import { INSTANCE_KEY, type Properties, WRITTEN_KEY } from "../engine/properties";
import { secret } from "../engine/secret";

/** A hidden output: nobody knows whether the callback was created. */
const UNCONFIRMED_KEY = "__unconfirmed";

/** What a state knows of a callback of this program. */
export interface KnownCallback extends KnownState {
  /** Whether the key is the user's, and not one made up. */
  givenKey: boolean;
}

/** @returns nothing for a callback that someone else owns and this program only reads. */
export function knownCallback(outs: Properties): KnownCallback | undefined {
  return typeof outs[WRITTEN_KEY] === "string" ? ownCallback(outs) : undefined;
}

/** The same where the engine asks for something that is done to one's own alone. */
export function ownCallback(outs: Properties): KnownCallback {
  const state = fieldsOf(outs) as unknown as CallbackInputs;
  const instance = typeof outs[INSTANCE_KEY] === "string" ? outs[INSTANCE_KEY] : undefined;
  return { state, givenKey: outs[WRITTEN_KEY] === "secretKey", unconfirmed: outs[UNCONFIRMED_KEY] === true, instance };
}

/** The outputs of a callback as they stand in the state. */
export function outputsOf({ state, givenKey, unconfirmed, instance }: KnownCallback): Properties {
  return {
    ...withSecretKey(fieldsOf(state)),
    [WRITTEN_KEY]: givenKey ? "secretKey" : "",
    ...(unconfirmed ? { [UNCONFIRMED_KEY]: true } : {}),
    ...(instance === undefined ? {} : { [INSTANCE_KEY]: instance }),
  };
}

/** The outputs of a callback that someone else owns. There are no inputs behind it and no key in it. */
export function foreignOutputs(callback: CallbackId, seen: SeenCallback): Properties {
  return fieldsOf({ ...callback, ...seen });
}

/** The inputs a user would have written to get this state. */
export function inputsOf({ state, givenKey }: KnownCallback): CallbackInputs {
  const { secretKey, ...others } = state;
  return givenKey ? state : others;
}

/** Has the engine encrypt the key, whether or not the user thought of it. */
export function withSecretKey(props: object): Properties {
  const { secretKey, ...others } = props as Properties;
  return secretKey === undefined || secretKey === null ? { ...props } : { ...others, secretKey: secret(secretKey) };
}

function fieldsOf(holder: object): Properties {
  const props = holder as Properties;
  return Object.fromEntries(
    CALLBACK_FIELDS.map((field) => [field, props[field]]).filter(([, value]) => value !== undefined),
  );
}
