import type { Effect, Fact, FactOf } from "../../inputs/facts";
import type { CallbackField, CallbackInputs } from "./inputs";

// Loads nothing, as that of segment tasks.

interface FieldFact {
  change: Effect;
  /** "" is how programs say that there is none. */
  blank?: true;
}

/** Every fact of every argument of a callback, in the order in which they are named. */
export const FIELDS = {
  appId: { change: "replace", required: true },
  businessId: { change: "replace", absent: "nothing", blank: true },
  url: { change: "update", required: true },
  events: { change: "update", required: true },
  secretKey: { change: "update", absent: "madeUp", secret: true },
  adopt: { change: "setting", default: false },
} satisfies { [Field in CallbackField]: FieldFact & FactOf<CallbackInputs, Field> };

export const CALLBACK_FIELDS = Object.keys(FIELDS) as readonly CallbackField[];

export function factsOf(field: CallbackField): FieldFact & Fact {
  return FIELDS[field];
}
