import { notKnownYet, type Verdict, violation } from "./verdict";
import type { SegmentView } from "./view/segment-view";

/** What must be unique about a task, or the path of the value that tells. */
type UniqueKey = { key: readonly unknown[] } | { waitingFor: string };

/** Objects to tasks that share a key; `message` is told the others' names. Tasks without a key are left out. */
export function collisions(
  views: readonly SegmentView[],
  keyOf: (view: SegmentView) => UniqueKey | undefined,
  message: (view: SegmentView, others: string) => string,
): Verdict[] {
  const waiting: Verdict[] = [];
  const keyed: { view: SegmentView; key: string }[] = [];
  for (const view of views) {
    const unique = keyOf(view);
    if (unique === undefined) continue;
    if ("waitingFor" in unique) waiting.push(notKnownYet(view, unique.waitingFor));
    else keyed.push({ view, key: JSON.stringify(unique.key) });
  }
  const colliding = groupsOf(keyed, ({ key }) => key)
    .map((group) => group.map(({ view }) => view))
    .filter((group) => group.length > 1)
    .flatMap((group) =>
      group.map((view) => violation(view, message(view, namesOf(group.filter((other) => other !== view))))),
    );
  // A task alone can't collide, whatever its key turns out to be.
  return [...colliding, ...(views.length > 1 ? waiting : [])];
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
