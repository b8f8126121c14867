import type { SegmentView } from "./segment-view";

/** What must be unique about a task, or the path of the value that tells. */
type Claim = { key: readonly unknown[] } | { waitingFor: string };

export interface Colliding {
  view: SegmentView;
  others: readonly SegmentView[];
}

/** The tasks that claim the same thing, and those whose claim is not known yet. Tasks without a claim are left out. */
export function collisions(
  views: readonly SegmentView[],
  claimOf: (view: SegmentView) => Claim | undefined,
): { colliding: Colliding[]; waiting: { view: SegmentView; path: string }[] } {
  const waiting: { view: SegmentView; path: string }[] = [];
  const claimed: { view: SegmentView; key: string }[] = [];
  for (const view of views) {
    const claim = claimOf(view);
    if (claim === undefined) continue;
    if ("waitingFor" in claim) waiting.push({ view, path: claim.waitingFor });
    else claimed.push({ view, key: JSON.stringify(claim.key) });
  }
  const colliding = groupsOf(claimed, ({ key }) => key).flatMap((group) =>
    group.length < 2
      ? []
      : group.map(({ view }) => ({
          view,
          others: group.map((claim) => claim.view).filter((other) => other !== view),
        })),
  );
  // A task alone can't collide, whatever its claim turns out to be.
  return { colliding, waiting: views.length > 1 ? waiting : [] };
}

export function groupsOf<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

const NAMED = 3;

/** Tasks by the names of their resources, for a message. */
export function namesOf(views: readonly SegmentView[]): string {
  const names = views.map(({ name, member }) =>
    member === undefined ? JSON.stringify(name) : `${JSON.stringify(name)} (room ${JSON.stringify(member)})`,
  );
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
  return names.slice(0, NAMED).join(", ") + more;
}
