import type { Change } from "./change";
import { hasEnded, isKnown, type Settings } from "./settings";

/** A room, by application and id; undefined while either is not known. */
export function roomKey(settings: Settings | undefined): string | undefined {
  const { appId, roomId } = settings ?? {};
  return isKnown(appId) && isKnown(roomId) ? JSON.stringify([appId, roomId]) : undefined;
}

/** The rooms that have a task now and will have none. A task that has ended is none. */
export function roomsLeftBare(changes: readonly Change[]): Set<string> {
  const covered = new Set(changes.map(staysWith));
  const bare = changes.flatMap((change) => {
    const key = hasEnded(change.before) || change.kind === "unwatch" ? undefined : roomKey(change.before);
    return key === undefined || covered.has(key) ? [] : [key];
  });
  return new Set(bare);
}

/** Whether some task's room can't be seen, so that it may be any room. */
export function hasOpenRoom(changes: readonly Change[]): boolean {
  return changes.some(({ after }) => after !== undefined && roomKey(after) === undefined);
}

/** The room a task will be in. A task that is forgotten runs on; one that is kept after its end does not. */
function staysWith({ kind, before, after }: Change): string | undefined {
  if (kind === "keep" || (kind === "same" && hasEnded(before))) return undefined;
  return roomKey(kind === "forget" ? before : after);
}

/** Whether a task that cuts slices becomes one that cuts none. */
export function isPaused({ kind, before, after }: Change): boolean {
  if (kind === "same" || kind === "keep" || hasEnded(before)) return false;
  return before !== undefined && before.handle !== false && after?.handle === false;
}
