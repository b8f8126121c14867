import type { Change } from "./change";
import { isKnown, type Settings } from "./fields";

/** A room, by application and id; undefined while either is not known. */
export function roomKey(settings: Settings | undefined): string | undefined {
  const { appId, roomId } = settings ?? {};
  return isKnown(appId) && isKnown(roomId) ? JSON.stringify([appId, roomId]) : undefined;
}

/** Whether a task is there at all. One that ended is not. */
export function isAlive(settings: Settings): boolean {
  return settings.status !== "ended" && settings.status !== "failed";
}

/** The rooms that have a task now and will have none, with the change that takes the last one away. */
export function roomsLeftBare(changes: readonly Change[]): Map<string, Change> {
  const covered = new Set(changes.map(staysWith));
  const bare = new Map<string, Change>();
  for (const change of changes) {
    const key = change.before && isAlive(change.before) ? roomKey(change.before) : undefined;
    if (key !== undefined && change.kind !== "unwatch" && !covered.has(key)) bare.set(key, change);
  }
  return bare;
}

/** Whether some task's room is not known yet, so that it may be any room. */
export function hasOpenRoom(changes: readonly Change[]): boolean {
  return changes.some(({ after }) => after !== undefined && roomKey(after) === undefined);
}

/** The room a task will be in. A task that is forgotten runs on. */
function staysWith({ kind, before, after }: Change): string | undefined {
  return roomKey(kind === "forget" ? before : after);
}

/** Whether a task that cuts slices becomes one that cuts none. */
export function isPaused({ kind, before, after }: Change): boolean {
  return kind !== "same" && before !== undefined && before.handle !== false && after?.handle === false;
}
