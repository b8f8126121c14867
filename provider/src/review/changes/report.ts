import { naturally } from "../input/order";
import type { Preview } from "../input/preview";
import type { Step } from "../input/step";
import { type CallbackChange, callbackChange, callbackStep } from "./callbacks";
import { type Change, changesOf } from "./change";
import { isPaused, roomKey, roomsLeftBare } from "./coverage";
import { crossesBorder, type Danger, dangersOf, moveOf } from "./dangers";
import type { PolicyResult } from "./policy-results";
import { isSegmentResource, typeOf } from "./rooms";

/** Everything a reviewer is told, in the order of importance, before anything is put into words. */
export interface Report {
  dangers: Danger[];
  /** Most important first, then by room; without those that stay the same. */
  changes: Change[];
  /** The rooms that will have no task any more. */
  bare: ReadonlySet<string>;
  /** Tasks that the refresh of this very preview found ended, whatever becomes of them. */
  ended: Change[];
  policyResults: PolicyResult[];
  /** What happens to callbacks, in the order of their stacks. */
  callbacks: CallbackChange[];
  stacks: StackCount[];
}

export interface StackCount {
  stack: string;
  /** Segment tasks that stay as they are. */
  unchanged: number;
  /** Resources that stay the same and that the preview does not list, so that nothing is known of them. */
  unlisted: number;
  /** Whether a policy pack stopped the preview. */
  stopped: boolean;
  /** Changes to resources this review does not describe, by operation. */
  others: Record<string, number>;
}

export function reportOn(previews: readonly Preview[], policyResults: readonly PolicyResult[]): Report {
  const found = previews.flatMap(({ stack, steps, remembered }) =>
    wholeSteps(steps)
      .filter(isSegmentResource)
      .flatMap((step) => changesOf(stack, step, remembered.get(step.urn))),
  );
  const bare = roomsLeftBare(found);
  const stackAt = new Map(previews.map(({ stack }, at) => [stack, at]));
  const all = found
    .map((change) => ({ change, rank: rankOf(change, bare), stack: stackAt.get(change.stack) ?? 0 }))
    .sort((a, b) => a.rank - b.rank || a.stack - b.stack || byRoom(a.change, b.change))
    .map(({ change }) => change);
  const incomplete = previews.some(({ unlisted }) => unlisted > 0);
  return {
    dangers: dangersOf(all, incomplete),
    changes: all.filter(({ kind }) => kind !== "same"),
    bare,
    ended: all.filter(({ endSeen }) => endSeen),
    policyResults: sorted(policyResults),
    callbacks: previews.flatMap(({ stack, steps }) =>
      wholeSteps(steps).flatMap((step) => callbackChange(stack, step) ?? []),
    ),
    stacks: previews.map(({ stack, steps, unlisted, stopped }) => ({
      stack,
      unlisted,
      stopped,
      unchanged: all.filter((change) => change.stack === stack && change.kind === "same").length,
      others: othersOf(steps),
    })),
  };
}

/** A replacement may come with its two halves; the whole says it all. */
export function wholeSteps(steps: readonly Step[]): Step[] {
  const replaced = new Set(steps.filter(({ op }) => op === "replace").map(({ urn }) => urn));
  const isHalf = ({ op, urn }: Step) => replaced.has(urn) && (op === "create-replacement" || op === "delete-replaced");
  return steps.filter((step) => !isHalf(step));
}

function byRoom(one: Change, other: Change): number {
  const roomOf = ({ before, after }: Change) => String((after ?? before)?.roomId);
  return (
    naturally(roomOf(one), roomOf(other)) || naturally(one.resource, other.resource) || naturally(one.urn, other.urn)
  );
}

const RANKS: Record<Change["kind"], number> = {
  stop: 2,
  replace: 6,
  forget: 8,
  restart: 9,
  start: 10,
  update: 11,
  keep: 12,
  gone: 13,
  take: 14,
  watch: 15,
  unwatch: 15,
  same: 16,
};

function rankOf(change: Change, bare: ReadonlySet<string>): number {
  const { kind, before, order, fields } = change;
  if (bare.has(roomKey(before) ?? "") && kind !== "gone") return 0;
  if (isPaused(change)) return 1;
  if (kind !== "replace") return RANKS[kind];
  const move = moveOf(change);
  if (move !== undefined && crossesBorder(move)) return 3;
  return (fields.includes("storageConfig") ? 4 : RANKS.replace) + (order?.kind === "gap" ? 0 : 1);
}

function sorted(policyResults: readonly PolicyResult[]): PolicyResult[] {
  const rank = ({ level, kind }: PolicyResult) => (kind === "open" ? 2 : level === "mandatory" ? 0 : 1);
  return [...policyResults].sort((a, b) => rank(a) - rank(b));
}

const INTERNAL = /^pulumi:(pulumi:Stack|providers:)/;

function othersOf(steps: readonly Step[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const step of wholeSteps(steps)) {
    if (step.op === "same" || isSegmentResource(step) || INTERNAL.test(typeOf(step))) continue;
    if (callbackStep(step) !== undefined) continue;
    counts.set(step.op, (counts.get(step.op) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => naturally(a, b)));
}
