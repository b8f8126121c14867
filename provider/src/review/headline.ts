import type { Change } from "./change";
import { isPaused, roomKey, roomsLeftBare } from "./coverage";
import type { Verdict } from "./policy-verdicts";
import { bucketKey, regionWords } from "./storage-words";

/**
 * The whole review in one sentence: what happens to how many rooms, and how many policies object.
 *
 * @param incomplete Whether there are resources that stay the same and that nothing is known of.
 */
export function headlineOf(changes: readonly Change[], verdicts: readonly Verdict[], incomplete: boolean): string {
  const replaced = changes.filter(({ kind }) => kind === "replace");
  const moved = replaced.filter(movesBucket);
  const relocated = replaced.filter((change) => !movesBucket(change) && movesRegion(change));
  const others = replaced.filter((change) => !movesBucket(change) && !movesRegion(change));
  const bare = roomsLeftBare(changes);
  const paused = changes.filter(isPaused);
  const stopped = changes.filter((change) => change.kind === "stop" && !bare.has(roomKey(change.before) ?? ""));
  const resumed = changes.filter(
    ({ kind, before, after }) => kind === "update" && before?.handle === false && after?.handle !== false,
  );
  const updated = changes.filter(
    (change) => change.kind === "update" && !paused.includes(change) && !resumed.includes(change),
  );
  const unsure = incomplete && bare.size > 0;
  const lost = bare.size + rooms(paused);
  const parts = [
    restarts(moved, "bucket"),
    restarts(relocated, "region"),
    others.length > 0
      ? `${count(others.length, "task is replaced and restarts", "tasks are replaced and restart")}${gaps(others)}`
      : "",
    lost === 0 ? "" : loses(lost, unsure),
    stopped.length > 0
      ? count(stopped.length, "task stops in a room that keeps another", "tasks stop in rooms that keep another")
      : "",
    number(changes, "forget", "task runs on unmanaged", "tasks run on unmanaged"),
    number(changes, "start", "task starts", "tasks start"),
    resumed.length > 0 ? count(resumed.length, "warm task begins to slice", "warm tasks begin to slice") : "",
    updated.length > 0 ? count(updated.length, "task changes in place", "tasks change in place") : "",
    number(changes, "take", "task is imported", "tasks are imported"),
    number(changes, "watch", "task of someone else is read", "tasks of someone else are read"),
    number(changes, "unwatch", "task of someone else is no longer read", "tasks of someone else are no longer read"),
  ].filter((part) => part !== "");
  const what = parts.length === 0 ? ["no segment task changes"] : parts;
  const sentence = [...what, ...objections(verdicts)].join("; ");
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

function loses(rooms: number, unsure: boolean): string {
  return unsure
    ? count(rooms, "room may lose slicing", "rooms may lose slicing")
    : count(rooms, "room loses slicing", "rooms lose slicing");
}

function restarts(changes: readonly Change[], what: string): string {
  if (changes.length === 0) return "";
  return `${count(rooms(changes), `room changes ${what}: its task stops and starts again`, `rooms change ${what}: their tasks stop and start again`)}${gaps(changes)}`;
}

function gaps(changes: readonly Change[]): string {
  const gapped = changes.filter(({ order }) => order?.kind === "gap").length;
  if (gapped === 0) return "";
  return gapped === changes.length ? ", with a gap" : `, ${gapped} of ${changes.length} with a gap`;
}

function objections(verdicts: readonly Verdict[]): string[] {
  const policies = new Set(
    verdicts.filter(({ kind, level }) => kind === "violation" && level === "mandatory").map(({ policy }) => policy),
  );
  return policies.size === 0 ? [] : [count(policies.size, "mandatory policy objects", "mandatory policies object")];
}

function number(changes: readonly Change[], kind: Change["kind"], one: string, many: string): string {
  const { length } = changes.filter((change) => change.kind === kind);
  return length === 0 ? "" : count(length, one, many);
}

function count(many: number, one: string, more: string): string {
  return `${many} ${many === 1 ? one : more}`;
}

/** Rooms that are not known yet count one by one. */
function rooms(changes: readonly Change[]): number {
  return new Set(changes.map((change) => roomKey(change.after ?? change.before) ?? change)).size;
}

function movesBucket({ before, after }: Change): boolean {
  const [old, next] = [bucketKey(before?.storageConfig), bucketKey(after?.storageConfig)];
  return old !== undefined && old !== next && after?.storageConfig !== "[secret]";
}

function movesRegion({ before, after }: Change): boolean {
  return regionWords(before?.storageConfig) !== regionWords(after?.storageConfig);
}
