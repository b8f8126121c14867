import type { DiffRequest, UpdateRequest } from "@pulumi/pulumi/proto/provider_pb";
import type { Difference } from "../adapter/engine/handlers";
import type { Properties } from "../adapter/engine/properties";

// The engine itself puts back inputs of which a change is to be ignored. Of what nobody wrote there is no input to put back.

/** The inputs of which the user wants no change to count, as a whole. */
export function ignoredIn(request: DiffRequest | UpdateRequest): ReadonlySet<string> {
  return new Set(request.getIgnorechangesList());
}

export function withoutIgnored(difference: Difference, ignored: ReadonlySet<string>): Difference {
  if (!difference.changes || difference.fields.length === 0) return difference;
  const fields = difference.fields.filter((field) => !ignored.has(field));
  const replaces = difference.replaces?.filter((field) => !ignored.has(field)) ?? [];
  if (fields.length === 0 && replaces.length === 0) return { changes: false };
  const { replaces: _, ...others } = difference;
  return { ...others, fields, ...(replaces.length === 0 ? {} : { replaces }) };
}

/** An update says all that can be updated, so what is ignored has to be said as it is. */
export function withIgnored(inputs: Properties, olds: Properties, ignored: ReadonlySet<string>): Properties {
  const kept = [...ignored].filter((field) => inputs[field] === undefined && olds[field] !== undefined);
  return { ...inputs, ...Object.fromEntries(kept.map((field) => [field, olds[field]])) };
}
