import { asRecord } from "../../inputs/record";
import { FIELDS, SEGMENT_FIELDS } from "../../segment/fields";
import type { SegmentField } from "../../segment/inputs";
import { diff } from "../../segment/task/plan";
import type { ResourceState, Step } from "../input/step";
import { type GapCause, obstacleSeen } from "./gap";
import { fieldOf, hiddenChanges, isSegmentField, veiled } from "./hidden";
import { nameOf, type TaskPair, taskPairs } from "./rooms";
import { hasEnded, type Settings } from "./settings";

/**
 * What happens to one task.
 *
 * - `restart`: a task that has ended is started again.
 * - `keep`: a task that has ended stays so, and the state takes its new settings.
 * - `gone`: a task that has ended leaves the state.
 * - `forget`: it goes on running, but no program looks after it any more.
 * - `take`: a task that runs already is imported.
 * - `watch`, `unwatch`: someone else's task is read from now on, or no longer.
 */
export type ChangeKind =
  | "same"
  | "start"
  | "restart"
  | "stop"
  | "gone"
  | "update"
  | "keep"
  | "replace"
  | "forget"
  | "take"
  | "watch"
  | "unwatch";

export type Order =
  /** The new task starts before the old one stops. */
  | { kind: "overlap" }
  /** The old task stops before the new one starts. */
  | { kind: "gap"; cause: GapCause };

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
  /** Paths of what differs though its values are hidden, such as `storageConfig.bucket`. */
  hidden: string[];
  /** Present on replacements only. */
  order: Order | undefined;
  credentials: "none" | "unchanged" | "changed" | "added" | "removed";
  /** Whether the refresh of this very preview found that the task has ended. */
  endSeen: boolean;
}

/**
 * What a step means for each of its tasks, those that stay the same included.
 *
 * @param remembered What the state said of the resource before the preview's own refresh, if it had one.
 */
export function changesOf(stack: string, step: Step, remembered?: ResourceState): Change[] {
  return taskPairs(step, remembered).map((pair): Change => {
    const { before, after, endSeen } = pair;
    const common = { stack, urn: step.urn, resource: nameOf(step.urn), before, after, endSeen };
    const told = before === undefined || after === undefined ? NOTHING : differences(step, pair, before, after);
    const kind = kindOf(step, pair, told);
    if (before === undefined || after === undefined || kind === "same") {
      return { ...common, kind, ...NOTHING, order: undefined, credentials: "none" };
    }
    const replaced = kind === "replace";
    return {
      ...common,
      kind,
      fields: told.fields,
      hidden: told.hidden,
      because: replaced ? told.because : [],
      order: replaced ? orderOf(step, pair, before, after, told.hidden) : undefined,
      credentials: credentialsChange(before, after, told.hidden),
    };
  });
}

type Differences = Pick<Change, "fields" | "because" | "hidden">;

const NOTHING: Differences = { fields: [], because: [], hidden: [] };

function kindOf({ op, oldState }: Step, { before, after, room }: TaskPair, told: Differences): ChangeKind {
  const ended = hasEnded(before);
  switch (op) {
    case "create":
    case "create-replacement":
      return before === undefined ? "start" : "restart";
    case "delete":
    case "delete-replaced":
      if (oldState?.external) return "unwatch";
      if (ended) return "gone";
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
      return "same";
    case "refresh":
      return oldState?.external ? "unwatch" : "gone";
    default:
      break;
  }
  // A resource with many rooms may gain and lose some whatever happens to it as a whole.
  if (before === undefined) return "start";
  if (after === undefined) return ended ? "gone" : "stop";
  const changes = told.fields.length + told.hidden.length > 0;
  if (op === "replace") return ended ? "restart" : "replace";
  if (room === undefined) return ended ? "keep" : "update";
  if (ended && after.whenEnded !== "keep") return "restart";
  if (told.because.length > 0) return ended ? "restart" : "replace";
  if (!changes) return "same";
  return ended ? "keep" : "update";
}

/** The core's own comparison of what is seen, and what only the engine can tell of what is hidden. */
function differences(step: Step, { room }: TaskPair, before: Settings, after: Settings): Differences {
  const seen = diff(...veiled(before, after));
  // Where the engine updates a resource as a whole, a path that would replace it is another spelling of the same.
  const updated = step.op === "update" && room === undefined;
  const hidden = hiddenChanges(step, before, after, room).filter((path) => !updated || !isReplacing(fieldOf(path)));
  const fields = new Set([
    ...(seen.kind === "same" ? [] : seen.fields),
    ...hidden.flatMap((path) => fieldOf(path) ?? []),
  ]);
  const because = new Set([
    ...(seen.kind === "replace" ? seen.because : []),
    ...(step.replaceReasons ?? []).filter(isSegmentField),
    ...[...fields].filter(isReplacing),
  ]);
  // A derived task id follows from the other fields: it is never the reason itself.
  const derived = (field: SegmentField) => field === "taskId" && because.size > 1 && isDerivedFrom(before, after);
  const inOrder = (set: Set<SegmentField>) => SEGMENT_FIELDS.filter((field) => set.has(field) && !derived(field));
  return { fields: inOrder(fields), because: inOrder(because), hidden };
}

function isReplacing(field: SegmentField | undefined): boolean {
  return field !== undefined && FIELDS[field].change === "replace";
}

/** Derived ids of one resource are alike up to the hash at their end. */
function isDerivedFrom(before: Settings, after: Settings): boolean {
  const stem = (id: unknown) => String(id).replace(/-[0-9a-f]{12}$/, "");
  const isHashed = (id: unknown) => /-[0-9a-f]{12}$/.test(String(id));
  return !isHashed(after.taskId) || stem(before.taskId) === stem(after.taskId);
}

function orderOf(step: Step, { room }: TaskPair, before: Settings, after: Settings, hidden: readonly string[]): Order {
  // A room's task id follows from the rest, and nobody can tell what it is when that is hidden. On keys it does not depend.
  const isOtherTask = hidden.some(
    (path) => isReplacing(fieldOf(path)) && !path.startsWith("storageConfig.credentials"),
  );
  const { taskId: _, ...others } = after;
  const cause = obstacleSeen(before, room !== undefined && isOtherTask ? others : after, hidden);
  // The engine's own plan counts; without it, what the provider will ask for.
  const { oldState } = step;
  const planned = oldState?.pendingReplacement ?? (oldState?.delete === true ? false : undefined);
  return (planned ?? cause !== undefined) ? { kind: "gap", cause: cause ?? "asked" } : { kind: "overlap" };
}

function credentialsChange(before: Settings, after: Settings, hidden: readonly string[]): Change["credentials"] {
  const [old, next] = [before, after].map(({ storageConfig }) => asRecord(storageConfig).credentials);
  if (old === undefined) return next === undefined ? "none" : "added";
  if (next === undefined) return "removed";
  const touched = hidden.some((path) => /^storageConfig(\.credentials|$)/.test(path));
  return touched || JSON.stringify(old) !== JSON.stringify(next) ? "changed" : "unchanged";
}
