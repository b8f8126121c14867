import { secret } from "./secret";

/** A bag of properties as the engine hands it over. */
export type Properties = Record<string, unknown>;

/**
 * Who the resource is, as a hidden input: the engine neither tells a dynamic provider the name of a resource nor shows or
 * compares keys that begin with two underscores.
 */
export const OWNER_KEY = "__owner";

/**
 * A hidden output: what tells a resource from others of its name, before and after it. Only a task under an id of the
 * user's choice has one, as only such a run can be adopted from another resource as it is.
 */
export const INSTANCE_KEY = "__instance";

/** What tells a state from all others: if nothing else does, what its resource was called when it was written. */
export function markOf(props: { [INSTANCE_KEY]?: unknown; [OWNER_KEY]?: unknown }): string | undefined {
  const mark = props[INSTANCE_KEY] ?? props[OWNER_KEY];
  return typeof mark === "string" ? mark : undefined;
}

/** A hidden input: the names of the inputs that hold a secret, separated by spaces. */
export const SECRET_KEY = "__secret";

/** The properties that are the user's, without those that only the engine and this provider pass to each other. */
export function withoutHidden(props: Properties): Properties {
  return Object.fromEntries(Object.entries(props).filter(([key]) => !key.startsWith("__")));
}

/** Has the engine encrypt third-party keys, whether or not the user thought of it. */
export function withSecretCredentials(inputs: Properties): Properties {
  const storage = inputs.storageConfig as Properties | null | undefined;
  if (typeof storage !== "object" || storage === null || storage.credentials === undefined) return inputs;
  return { ...inputs, storageConfig: { ...storage, credentials: secret(storage.credentials) } };
}

/** An error that makes the engine keep the resource, so that the next operation can finish or undo it. */
export function partialFailure(
  error: Error,
  id: string,
  properties: object,
  { __provider }: Properties,
  reasons = [error.message],
): Error {
  return Object.assign(error, { id, properties: { ...properties, __provider }, reasons });
}
