import { hasUnknown } from "../../inputs/unknown";
import { CALLBACK_FIELDS, FIELDS } from "./fields";
import type { CallbackField, CallbackInputs } from "./inputs";

/** A callback as the API shows it; what it leaves out is not known. */
export interface SeenCallback {
  url?: string | undefined;
  events?: readonly string[] | undefined;
}

/** What of a callback differs from what is wanted, as far as it is shown. The API is not relied on to show its key. */
export function differences(seen: SeenCallback, wanted: SeenCallback): ("url" | "events")[] {
  const { url, events } = seen;
  return [
    ...(url === undefined || isSameUrl(url, wanted.url) ? [] : (["url"] as const)),
    ...(events === undefined || isSameList(events, wanted.events) ? [] : (["events"] as const)),
  ];
}

export type CallbackPlan =
  | { kind: "same" }
  | { kind: "update"; fields: CallbackField[] }
  | { kind: "replace"; fields: CallbackField[]; because: CallbackField[] };

/** Compares what a callback is with what it shall be, by meaning. Whatever is not known yet differs. */
export function plan(state: CallbackInputs, next: Partial<Record<CallbackField, unknown>>): CallbackPlan {
  const fields = CALLBACK_FIELDS.filter((field) => !isSame(field, state, next[field]));
  const because = fields.filter((field) => FIELDS[field].change === "replace");
  if (because.length > 0) return { kind: "replace", fields, because };
  return fields.length === 0 ? { kind: "same" } : { kind: "update", fields };
}

function isSame(field: CallbackField, state: CallbackInputs, next: unknown): boolean {
  if (hasUnknown(next)) return false;
  switch (field) {
    case "url":
      return isSameUrl(state.url, next);
    case "events":
      return isSameList(state.events, next);
    case "secretKey":
      // Left out, it stays what it is.
      return next === undefined || next === null || next === state.secretKey;
    case "businessId":
      return (next || undefined) === state.businessId;
    case "appId":
      return next === state.appId;
    case "adopt":
      return (next ?? FIELDS.adopt.default) === (state.adopt ?? FIELDS.adopt.default);
  }
}

function isSameUrl(one: string, other: unknown): boolean {
  if (one === other) return true;
  if (typeof other !== "string" || !URL.canParse(one) || !URL.canParse(other)) return false;
  return new URL(one).href === new URL(other).href;
}

/** Their order has no meaning. */
function isSameList(one: unknown, other: unknown): boolean {
  return (
    Array.isArray(one) && Array.isArray(other) && JSON.stringify([...one].sort()) === JSON.stringify([...other].sort())
  );
}

/** What a callback was asked to be, with what is there now where that differs. */
export function brought<Inputs extends CallbackInputs>(state: Inputs, seen: SeenCallback): Inputs {
  const changed = differences(seen, state).map((field) => [field, seen[field]]);
  return { ...state, ...(Object.fromEntries(changed) as Partial<Inputs>) };
}
