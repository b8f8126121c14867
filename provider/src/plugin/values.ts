import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Properties } from "../adapter/engine/properties";
import { isMarked, secret } from "../adapter/engine/secret";
import { SECRET_PARTS } from "../segment/fields";

/** Properties as they come from the engine: plain, and beside them which of them hold a secret. */
export interface Decoded {
  values: Properties;
  /** The names of those that hold one, other than keys, which are secret whatever the user says. */
  secrets: string[];
}

export function decoded(struct: Struct | undefined): Decoded {
  const given = (struct?.toJavaScript() ?? {}) as Properties;
  const secrets = Object.entries(given).flatMap(([name, value]) =>
    holdsSecret(value, SECRET_PARTS.get(name)) ? [name] : [],
  );
  return { values: opened(given) as Properties, secrets };
}

/** @param secrets The names of properties that the engine shall hide and encrypt. */
export function encoded(values: Properties, secrets: readonly string[] = []): Struct {
  const marked = Object.entries(values).map(([name, value]) => {
    return [name, value !== undefined && secrets.includes(name) ? secret(value) : value];
  });
  // What is undefined has no form on the wire.
  return Struct.fromJavaScript(JSON.parse(JSON.stringify(Object.fromEntries(marked))));
}

function opened(value: unknown): unknown {
  if (isMarked(value)) return opened(value.value);
  if (Array.isArray(value)) return value.map(opened);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, opened(inner)]));
}

/** @param keys Names that are passed over, at the top of the value. */
function holdsSecret(value: unknown, keys: readonly string[] = []): boolean {
  if (isMarked(value)) return true;
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([name, inner]) => !keys.includes(name) && holdsSecret(inner));
}
