import { secret } from "./secret";

/** A bag of properties as the engine hands it over. */
export type Properties = Record<string, unknown>;

/**
 * Who the resource is, as a hidden input: the engine neither tells a dynamic provider the name of a resource nor shows or
 * compares keys that begin with two underscores.
 */
export const OWNER_KEY = "__owner";

/** What a resource was called when its state was written. */
export function formerly({ [OWNER_KEY]: owner }: { [OWNER_KEY]?: unknown }): string | undefined {
  return typeof owner === "string" ? owner : undefined;
}

/** A hidden input: the names of the inputs that hold a secret, separated by spaces. */
export const SECRET_KEY = "__secret";

/** The properties that are the user's, without those that only the engine and this provider pass to each other. */
export function visible(props: Properties): Properties {
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
