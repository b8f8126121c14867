import { type Change, changesOf } from "./change";
import { isPaused, roomKey, roomsLeftBare } from "./coverage";
import { dangersOf } from "./dangers";
import { headlineOf } from "./headline";
import type { Phrase } from "./phrase";
import type { Verdict } from "./policy-verdicts";
import type { Preview, Step } from "./preview";
import { isSegmentResource, typeOf } from "./rooms";

/** Everything a reviewer is told, in the order of importance, before it takes the form of a format. */
export interface Report {
  headline: string;
  dangers: Phrase[];
  /** Most important first; without those that stay the same. */
  changes: Change[];
  verdicts: Verdict[];
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

export function reportOn(previews: readonly Preview[], verdicts: readonly Verdict[]): Report {
  const all = previews.flatMap(({ stack, steps }) =>
    wholeSteps(steps)
      .filter(isSegmentResource)
      .flatMap((step) => changesOf(stack, step)),
  );
  const incomplete = previews.some(({ unlisted }) => unlisted > 0);
  const bare = roomsLeftBare(all);
  const changes = all
    .filter(({ kind }) => kind !== "same")
    .map((change) => ({ change, rank: rankOf(change, bare) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ change }) => change);
  return {
    headline: headlineOf(all, verdicts, incomplete),
    dangers: dangersOf(all, incomplete),
    changes,
    verdicts: sorted(verdicts),
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
function wholeSteps(steps: readonly Step[]): Step[] {
  const replaced = new Set(steps.filter(({ op }) => op === "replace").map(({ urn }) => urn));
  const isHalf = ({ op, urn }: Step) => replaced.has(urn) && (op === "create-replacement" || op === "delete-replaced");
  return steps.filter((step) => !isHalf(step));
}

const RANKS: Record<Change["kind"], number> = {
  stop: 1,
  replace: 4,
  forget: 5,
  start: 6,
  update: 7,
  take: 8,
  watch: 9,
  unwatch: 9,
  same: 10,
};

function rankOf(change: Change, bare: Map<string, Change>): number {
  const { kind, before, order, fields } = change;
  if (bare.has(roomKey(before) ?? "") || isPaused(change)) return 0;
  if (kind !== "replace") return RANKS[kind];
  return (fields.includes("storageConfig") ? 2 : RANKS.replace) + (order?.kind === "gap" ? 0 : 0.5);
}

function sorted(verdicts: readonly Verdict[]): Verdict[] {
  const rank = ({ level, kind }: Verdict) => (kind === "open" ? 2 : level === "mandatory" ? 0 : 1);
  return [...verdicts].sort((a, b) => rank(a) - rank(b));
}

const INTERNAL = /^pulumi:(pulumi:Stack|providers:)/;

function othersOf(steps: readonly Step[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const step of wholeSteps(steps)) {
    if (step.op === "same" || isSegmentResource(step) || INTERNAL.test(typeOf(step))) continue;
    counts[step.op] = (counts[step.op] ?? 0) + 1;
  }
  return counts;
}
