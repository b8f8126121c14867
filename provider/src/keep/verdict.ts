import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { canonicalJson } from "../inputs/canonical-json";
import { asRecord } from "../inputs/record";
import { plainData } from "../policy/view/plain-data";
import { type Change, changesOf } from "../review/changes/change";
import { wholeSteps } from "../review/changes/report";
import { isSegmentResource, nameOf } from "../review/changes/rooms";
import type { Step } from "../review/input/step";

/** Steps after which a resource is what it was. */
const HARMLESS = /^(same|read|refresh)$/;

/** What a preview must be for `up` to do nothing but start tasks again. */
export interface Expected {
  targets: ReadonlySet<string>;
  /** Of targets that an interrupted start left out of the state: what they were asked to be then. */
  lost: ReadonlyMap<string, string>;
}

/** What would happen to a resource beside starting tasks again. */
export interface Difference {
  urn: string;
  words: string;
}

/**
 * What would happen beside starting again: nothing if the checkout is what is deployed. The preview must not have looked at the tasks: as the engine knows nothing of what ended, all it lists is the checkout's, keys included.
 */
export function differencesIn(steps: readonly Step[], expected: Expected): Difference[] {
  return wholeSteps(steps).flatMap((step) => wordsOf(step, expected).map((words) => ({ urn: step.urn, words })));
}

function wordsOf(step: Step, { targets, lost }: Expected): string[] {
  if (HARMLESS.test(step.op)) return [];
  const name = nameOf(step.urn);
  if (!targets.has(step.urn) || !isSegmentResource(step)) return [`${name}: ${step.op}`];
  const former = lost.get(step.urn);
  if (former !== undefined && step.op === "create") {
    return former === fingerprint(step) ? [] : [`${name}: its arguments have changed since it was to be started`];
  }
  const changes = changesOf("", step).filter((change) => !isRestart(change));
  const restarts = step.op === "update" && isDeepStrictEqual(step.oldState?.inputs, step.newState?.inputs);
  if (changes.length === 0 && restarts) return [];
  const words = changes.map(({ kind, fields, hidden, after, before }) => {
    const what = [...new Set([...fields, ...hidden])].join(", ");
    const room = String((after ?? before)?.roomId ?? "");
    return `${name}: ${kind}${room === "" ? "" : ` of room ${room}`}${what === "" ? "" : ` (${what})`}`;
  });
  return words.length > 0 ? words : [`${name}: ${step.op}`];
}

function isRestart({ kind, fields, hidden }: Change): boolean {
  return kind === "same" || (kind === "restart" && fields.length + hidden.length === 0);
}

/**
 * What a resource is asked to be, as far as a preview shows it: secrets are hidden there. Its task id is left out, as one
 * that is derived may be another after its run is forgotten.
 */
export function fingerprint({ newState }: Step): string {
  const { taskId: _, ...inputs } = asRecord(plainData(newState?.inputs ?? {}));
  return createHash("sha256").update(canonicalJson(inputs)).digest("hex");
}
