import { plan } from "../../callback/settings/differences";
import { CALLBACK_FIELDS } from "../../callback/settings/fields";
import type { CallbackField } from "../../callback/settings/inputs";
import { asRecord } from "../../inputs/record";
import { plainData } from "../../policy/view/plain-data";
import { resourceKind } from "../../resource-types";
import { hasSecret } from "../input/secret";
import type { ResourceState, Step } from "../input/step";
import { nameOf, typeOf } from "./rooms";

/** The settings of one callback as a preview shows them: any value may be unknown or hidden. */
export type CallbackSettings = Partial<Record<CallbackField, unknown>>;

/** What happens to one callback. */
export interface CallbackChange {
  kind: "create" | "update" | "replace" | "delete";
  stack: string;
  urn: string;
  resource: string;
  before: CallbackSettings;
  after: CallbackSettings;
  /** What differs. */
  fields: CallbackField[];
}

const KINDS: Readonly<Record<string, CallbackChange["kind"]>> = {
  create: "create",
  "create-replacement": "create",
  update: "update",
  replace: "replace",
  delete: "delete",
  "delete-replaced": "delete",
};

/** What a step does to a callback of the stack's own; nothing when it is about something else, or changes nothing. */
export function callbackStep(step: Step): CallbackChange["kind"] | undefined {
  if (resourceKind(typeOf(step)) !== "callback" || (step.oldState ?? step.newState)?.external) return undefined;
  return Object.hasOwn(KINDS, step.op) ? KINDS[step.op] : undefined;
}

/** What a step means for a callback; nothing as in `callbackStep`. */
export function callbackChange(stack: string, step: Step): CallbackChange | undefined {
  const kind = callbackStep(step);
  if (kind === undefined) return undefined;
  const { urn, oldState, newState } = step;
  const before = settingsOf(oldState, "outputs");
  const after = settingsOf(newState, "inputs");
  const fields = kind === "update" || kind === "replace" ? differing(step, before, after) : [];
  return { kind, stack, urn, resource: nameOf(urn), before, after, fields };
}

/** The core's own comparison; what is hidden only the engine can tell apart. */
function differing({ detailedDiff }: Step, before: CallbackSettings, after: CallbackSettings): CallbackField[] {
  const compared = plan(before as Parameters<typeof plan>[0], after);
  const seen = compared.kind === "same" ? [] : compared.fields;
  const told = Object.keys(detailedDiff ?? {}).map((path) => path.split(/[.[]/)[0]);
  return CALLBACK_FIELDS.filter((field) => {
    const hidden = field === "secretKey" || hasSecret(before[field]) || hasSecret(after[field]);
    return hidden ? told.includes(field) : seen.includes(field);
  });
}

/** Before its first `up` a resource has inputs alone. */
function settingsOf(state: ResourceState | null | undefined, wanted: "inputs" | "outputs"): CallbackSettings {
  const outputs = asRecord(state?.outputs);
  const shown = wanted === "outputs" && Object.keys(outputs).length > 0 ? outputs : state?.inputs;
  return asRecord(plainData(shown));
}
