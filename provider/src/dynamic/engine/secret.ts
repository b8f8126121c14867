import { runtime } from "@pulumi/pulumi";

/** Marks a value that a provider returns as secret, so that the engine encrypts it in the state and hides it in diffs. */
export function secret(value: unknown): unknown {
  return { [runtime.specialSigKey]: runtime.specialSecretSig, value };
}
