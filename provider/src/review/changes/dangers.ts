import type { Change } from "./change";
import { hasOpenRoom, isPaused, roomKey, roomsLeftBare } from "./coverage";
import type { GapCause } from "./gap";
import { isKnown, type Settings } from "./settings";
import { bucketKey, type Place, placeOf } from "./storage";

/** What deserves a second look before anything else. */
export type DangerKind =
  /** No task is left in the room. `doubt`: what may prove it wrong. */
  | { kind: "bare"; doubt: "openRoom" | "unlisted" | undefined }
  /** The task goes on and uploads nothing. */
  | { kind: "paused" }
  /** Whether it slices is hidden. */
  | { kind: "hiddenHandle" }
  /** No audio is sliced between the old task and the new one. */
  | { kind: "gap"; cause: GapCause }
  /** Audio is stored in another region. */
  | { kind: "move"; from: Place; to: Place }
  /** Where audio is stored changes, and is hidden. */
  | { kind: "hiddenMove" }
  /** Two tasks with one prefix in one bucket give their files the same names. */
  | { kind: "sharedPrefix"; storage: unknown }
  /** A prefix that another task had until now: its new files can replace the old ones. */
  | { kind: "takenPrefix"; storage: unknown }
  | { kind: "forgotten" };

/** One danger, with every task it is about. */
export type Danger = DangerKind & { changes: readonly Change[]; others: readonly Change[] };

/**
 * The dangers in all stacks together, most important first, each told once.
 *
 * @param incomplete Whether there are resources that stay the same and that nothing is known of.
 */
export function dangersOf(changes: readonly Change[], incomplete: boolean): Danger[] {
  return gathered([
    ...bareRooms(changes, incomplete),
    ...changes.filter(isPaused).map((change) => about({ kind: "paused" }, change)),
    ...changes.filter(hidesHandle).map((change) => about({ kind: "hiddenHandle" }, change)),
    ...moves(changes),
    ...gaps(changes),
    ...sharedPrefixes(changes),
    ...takenPrefixes(changes),
    ...changes.filter(({ kind }) => kind === "forget").map((change) => about({ kind: "forgotten" }, change)),
  ]);
}

/** Whether audio goes to another country, or to a place that can't be told. */
export function crossesBorder({ from, to }: { from: Place; to: Place }): boolean {
  return from.territory === undefined || from.territory !== to.territory;
}

/** Where a task's audio is stored from now on, if that is another region. */
export function moveOf({ kind, before, after }: Change): { from: Place; to: Place } | undefined {
  if (kind === "same" || roomKey(after) === undefined) return undefined;
  const [from, to] = [placeOf(before?.storageConfig), placeOf(after?.storageConfig)];
  if (from === undefined || to === undefined) return undefined;
  const isOneCountry = !crossesBorder({ from, to });
  const isOnePlatform = from.platform === to.platform;
  return from.region === to.region && (isOneCountry || isOnePlatform) ? undefined : { from, to };
}

function about(kind: DangerKind, change: Change, ...others: Change[]): Danger {
  return { ...kind, changes: [change], others };
}

/** Puts dangers together that differ in nothing but the tasks. */
function gathered(dangers: readonly Danger[]): Danger[] {
  const byKind = new Map<string, Danger & { changes: Change[]; others: Change[] }>();
  for (const danger of dangers) {
    const { changes, others, ...kind } = danger;
    const key = JSON.stringify(kind);
    const known = byKind.get(key);
    if (known === undefined) byKind.set(key, { ...danger, changes: [...changes], others: [...others] });
    else {
      known.changes.push(...changes);
      known.others.push(...others);
    }
  }
  return [...byKind.values()];
}

function bareRooms(changes: readonly Change[], incomplete: boolean): Danger[] {
  const doubt = hasOpenRoom(changes) ? "openRoom" : incomplete ? "unlisted" : undefined;
  const bare = roomsLeftBare(changes);
  return changes.flatMap((change) => {
    const key = roomKey(change.before);
    // Of two tasks that leave a room, one tells of it.
    return key !== undefined && bare.delete(key) ? [about({ kind: "bare", doubt }, change)] : [];
  });
}

function hidesHandle({ kind, hidden }: Change): boolean {
  return kind !== "keep" && hidden.includes("handle");
}

function moves(changes: readonly Change[]): Danger[] {
  const seen = changes.flatMap((change) => {
    const move = moveOf(change);
    return move === undefined ? [] : [{ move, danger: about({ kind: "move", ...move }, change) }];
  });
  const hidden = changes.filter((change) =>
    change.hidden.some((path) => /^storageConfig(\.(type|vendor|region))?$/.test(path)),
  );
  return [
    ...seen.filter(({ move }) => crossesBorder(move)).map(({ danger }) => danger),
    ...hidden.map((change) => about({ kind: "hiddenMove" }, change)),
    ...seen.filter(({ move }) => !crossesBorder(move)).map(({ danger }) => danger),
  ];
}

function gaps(changes: readonly Change[]): Danger[] {
  return changes.flatMap((change) =>
    change.order?.kind === "gap" ? [about({ kind: "gap", cause: change.order.cause }, change)] : [],
  );
}

function sharedPrefixes(changes: readonly Change[]): Danger[] {
  const users = new Map<string, Change[]>();
  for (const change of changes) {
    const isOver = change.kind === "stop" || change.kind === "gone" || change.kind === "unwatch";
    const key = isOver ? undefined : prefixKey(change.after ?? change.before);
    if (key !== undefined) users.set(key, [...(users.get(key) ?? []), change]);
  }
  return [...users.values()]
    .filter((sharing) => sharing.length > 1 && sharing.some(({ kind }) => kind !== "same"))
    .map((sharing) => ({
      kind: "sharedPrefix",
      storage: (sharing[0]?.after ?? sharing[0]?.before)?.storageConfig,
      changes: sharing,
      others: [],
    }));
}

function takenPrefixes(changes: readonly Change[]): Danger[] {
  const given = new Map<string, Change>();
  for (const change of changes) {
    const key = prefixKey(change.before);
    if (key !== undefined && key !== prefixKey(change.after)) given.set(key, change);
  }
  return changes.flatMap((change) => {
    const key = prefixKey(change.after);
    const former = key === undefined || key === prefixKey(change.before) ? undefined : given.get(key);
    if (former === undefined || change.kind === "same") return [];
    return [about({ kind: "takenPrefix", storage: change.after?.storageConfig }, change, former)];
  });
}

function prefixKey(settings: Settings | undefined): string | undefined {
  const bucket = bucketKey(settings?.storageConfig);
  return bucket !== undefined && isKnown(settings?.identifier)
    ? `${bucket}/${String(settings?.identifier)}`
    : undefined;
}
