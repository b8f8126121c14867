import { runtime } from "@pulumi/pulumi";
import type { Properties } from "./properties";

/** Marks a value that a provider returns as secret, so that the engine encrypts it in the state and hides it in diffs. */
export function secret(value: unknown): unknown {
  return { [runtime.specialSigKey]: runtime.specialSecretSig, value };
}

/** Has the engine encrypt third-party keys, whether or not the user thought of it. */
export function withSecretCredentials(inputs: Properties): Properties {
  const storage = inputs.storageConfig as Properties | null | undefined;
  if (typeof storage !== "object" || storage === null || storage.credentials === undefined) return inputs;
  return { ...inputs, storageConfig: { ...storage, credentials: secret(storage.credentials) } };
}
