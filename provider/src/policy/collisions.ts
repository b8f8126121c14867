import type { SegmentView } from "./segment-view";

/** What must be unique about a task, or the path of the value that tells. */
type UniqueKey = { key: readonly unknown[] } | { waitingFor: string };

export interface Colliding {
  view: SegmentView;
  others: readonly SegmentView[];
}

/** The tasks that share a key, and those whose key is not known yet. Tasks without one are left out. */
export function collisions(
  views: readonly SegmentView[],
  keyOf: (view: SegmentView) => UniqueKey | undefined,
): { colliding: Colliding[]; waiting: { view: SegmentView; path: string }[] } {
  const waiting: { view: SegmentView; path: string }[] = [];
  const keyed: { view: SegmentView; key: string }[] = [];
  for (const view of views) {
    const unique = keyOf(view);
    if (unique === undefined) continue;
    if ("waitingFor" in unique) waiting.push({ view, path: unique.waitingFor });
    else keyed.push({ view, key: JSON.stringify(unique.key) });
  }
  const colliding = groupsOf(keyed, ({ key }) => key).flatMap((group) =>
    group.length < 2
      ? []
      : group.map(({ view }) => ({
          view,
          others: group.map((each) => each.view).filter((other) => other !== view),
        })),
  );
  // A task alone can't collide, whatever its key turns out to be.
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
