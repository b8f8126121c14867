import { SECRET_PARTS } from "../../segment/fields";
import { MARK, SECRET_MARK } from "../../segment/secret-mark";
import type { Properties } from "./properties";

/** Marks a value that a provider returns as secret, so that the engine encrypts it in the state and hides it in diffs. */
export function secret(value: unknown): unknown {
  return isMarked(value) ? value : { [MARK]: SECRET_MARK, value };
}

export function isMarked(value: unknown): value is { value: unknown } {
  return typeof value === "object" && value !== null && (value as Properties)[MARK] === SECRET_MARK;
}

/** Has the engine encrypt keys to storage, whether or not the user thought of it. */
export function withSecretCredentials(inputs: Properties): Properties {
  const marked = { ...inputs };
  for (const [field, names] of SECRET_PARTS) {
    const holder = inputs[field] as Properties | null | undefined;
    if (typeof holder !== "object" || holder === null) continue;
    const secrets = names.filter((part) => holder[part] !== undefined).map((part) => [part, secret(holder[part])]);
    if (secrets.length > 0) marked[field] = { ...holder, ...Object.fromEntries(secrets) };
  }
  return marked;
}
