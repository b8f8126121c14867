import { textsIn } from "../../inputs/record";
import { type Owner, parseOwner } from "../../segment/owner";
import type { Holder } from "../../segment/task/holders";

/** A bag of properties as the engine hands it over. */
export type Properties = Record<string, unknown>;

/**
 * Who the resource is, as a hidden input: the engine neither tells a dynamic provider the name of a resource nor shows or
 * compares keys that begin with two underscores.
 */
export const OWNER_KEY = "__owner";

/**
 * A hidden output: what tells a resource from others of its name, before and after it. Callbacks have one, and tasks under
 * an id of the user's choice, as only such a run can be adopted from another resource as it is.
 */
export const INSTANCE_KEY = "__instance";

/** A hidden output: which optional inputs the user wrote. */
export const WRITTEN_KEY = "__written";

/** A hidden input: the names of the inputs that hold a secret, separated by spaces. */
export const SECRET_KEY = "__secret";

export function ownerOf(kind: Owner["kind"], props: Properties): Owner {
  return parseOwner(kind, props[OWNER_KEY]);
}

/**
 * The resource that some properties are about.
 *
 * @param state What it is told by from all others: if nothing else does, what it was called when that was written.
 */
export function holderOf(kind: Owner["kind"], props: Properties, state = props): Holder {
  const mark = state[INSTANCE_KEY] ?? state[OWNER_KEY];
  const secrets = secretNamesIn(props).flatMap((name) => textsIn(props[name]));
  return { owner: ownerOf(kind, props), mark: typeof mark === "string" ? mark : undefined, secrets };
}

/** The names of the inputs that hold a secret. */
export function secretNamesIn(props: Properties): string[] {
  const names = props[SECRET_KEY];
  return typeof names === "string" && names !== "" ? names.split(" ") : [];
}

/** The properties that are the user's, without those that only the engine and this provider pass to each other. */
export function withoutHidden(props: Properties): Properties {
  return Object.fromEntries(Object.entries(props).filter(([key]) => !key.startsWith("__")));
}

/** An error that makes the engine keep the resource, so that the next operation can finish or undo it. */
export function partialFailure(
  error: Error,
  id: string,
  properties: object,
  { __provider }: Properties,
  reasons: readonly string[] = [error.message],
): Error {
  return Object.assign(error, { id, properties: { ...properties, __provider }, reasons });
}
