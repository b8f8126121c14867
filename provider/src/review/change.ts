import { SEGMENT_FIELDS, type SegmentField } from "../segment/schema";
import { CHANGE, diff } from "../segment/task/plan";
import { fieldsOf, type Settings } from "./fields";
import { gapCause } from "./gap";
import type { Phrase } from "./phrase";
import type { Step } from "./preview";
import { nameOf, taskPairs } from "./rooms";

/**
 * What happens to one task.
 *
 * - `forget`: it goes on running, but no program looks after it any more.
 * - `take`: a task that runs already is imported.
 * - `watch`, `unwatch`: someone else's task is read from now on, or no longer.
 */
export type ChangeKind = "same" | "start" | "stop" | "update" | "replace" | "forget" | "take" | "watch" | "unwatch";

export type Order =
  /** The new task starts before the old one stops. */
  | { kind: "overlap" }
  /** The old task stops before the new one starts. */
  | { kind: "gap"; cause: Phrase };

export interface Change {
  kind: ChangeKind;
  stack: string;
  urn: string;
  resource: string;
  before: Settings | undefined;
  after: Settings | undefined;
  /** What differs. */
  fields: SegmentField[];
  /** Those of them that force a replacement; empty when the program or a dependency asks for it. */
  because: SegmentField[];
  /** Present on replacements only. */
  order: Order | undefined;
  credentials: "none" | "unchanged" | "changed" | "added" | "removed";
}

/** What a step means for each of its tasks, those that stay the same included. */
export function changesOf(stack: string, step: Step): Change[] {
  return taskPairs(step).map(({ before, after }) => {
    const common = { stack, urn: step.urn, resource: nameOf(step.urn), before, after };
    const kind = kindOf(step, before, after);
    if (before === undefined || after === undefined || kind === "same") {
      return { ...common, kind, fields: [], because: [], order: undefined, credentials: "none" };
    }
    const { fields, because } = differences(step, before, after);
    const replaced = kind === "replace";
    return {
      ...common,
      kind,
      fields,
      because: replaced ? because : [],
      order: replaced ? orderOf(step, before, after) : undefined,
      credentials: credentialsChange(step, before, after),
    };
  });
}

function kindOf({ op, oldState }: Step, before: Settings | undefined, after: Settings | undefined): ChangeKind {
  switch (op) {
    case "create":
    case "create-replacement":
      return "start";
    case "delete":
    case "delete-replaced":
      if (oldState?.external) return "unwatch";
      return oldState?.retainOnDelete ? "forget" : "stop";
    case "discard":
    case "read-discard":
    case "discard-replaced":
    case "remove-pending-replace":
      return "unwatch";
    case "read":
    case "read-replacement":
      return before === undefined ? "watch" : "same";
    case "import":
    case "import-replacement":
      return "take";
    case "same":
    case "refresh":
      return "same";
    default:
      break;
  }
  // A resource with many rooms may gain and lose some whatever happens to it as a whole.
  if (before === undefined) return "start";
  if (after === undefined) return "stop";
  if (op === "replace") return "replace";
  const result = diff(before, after);
  return result.kind === "same" ? "same" : result.kind;
}

/** The core's own comparison, and what only the engine can see behind hidden values. */
function differences(
  step: Step,
  before: Settings,
  after: Settings,
): { fields: SegmentField[]; because: SegmentField[] } {
  const result = diff(before, after);
  const hidden = Object.keys(step.detailedDiff ?? {})
    .map((path) => path.split(/[.[]/)[0] ?? "")
    .filter(isSegmentField)
    .filter((field) => JSON.stringify([before[field], after[field]]).includes("[secret]"));
  const forced = (step.replaceReasons ?? []).filter(isSegmentField);
  const all = new Set([...(result.kind === "same" ? [] : result.fields), ...hidden]);
  const because = new Set([
    ...(result.kind === "replace" ? result.because : []),
    ...forced,
    ...[...all].filter((field) => CHANGE[field] === "replace"),
  ]);
  // A derived task id follows from the other fields: it is never the reason itself.
  const derived = (field: SegmentField) => field === "taskId" && because.size > 1 && isDerivedFrom(before, after);
  return {
    fields: SEGMENT_FIELDS.filter((field) => all.has(field) && !derived(field)),
    because: SEGMENT_FIELDS.filter((field) => because.has(field) && !derived(field)),
  };
}

/** Derived ids of one resource are alike up to the hash at their end. */
function isDerivedFrom(before: Settings, after: Settings): boolean {
  const stem = (id: unknown) => String(id).replace(/-[0-9a-f]{12}$/, "");
  const isHashed = (id: unknown) => /-[0-9a-f]{12}$/.test(String(id));
  return !isHashed(after.taskId) || stem(before.taskId) === stem(after.taskId);
}

function orderOf({ oldState }: Step, before: Settings, after: Settings): Order {
  const result = diff(before, after);
  // The engine's own plan counts; without it, what the provider will ask for.
  const gap = oldState?.pendingReplacement ?? (oldState?.delete === true ? false : undefined);
  const isGap = gap ?? (result.kind === "replace" && result.deleteFirst);
  return isGap ? { kind: "gap", cause: gapCause(before, after) } : { kind: "overlap" };
}

function credentialsChange(step: Step, before: Settings, after: Settings): Change["credentials"] {
  const [old, next] = [before, after].map(({ storageConfig }) => fieldsOf(storageConfig).credentials);
  if (old === undefined) return next === undefined ? "none" : "added";
  if (next === undefined) return "removed";
  const paths = Object.keys(step.detailedDiff ?? {});
  const touched = paths.some((path) => path === "storageConfig" || path.startsWith("storageConfig.credentials"));
  return touched || JSON.stringify(old) !== JSON.stringify(next) ? "changed" : "unchanged";
}

function isSegmentField(field: string): field is SegmentField {
  return SEGMENT_FIELDS.some((known) => known === field);
}
