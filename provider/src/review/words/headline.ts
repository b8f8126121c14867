import type { Change } from "../changes/change";
import { isPaused, roomKey } from "../changes/coverage";
import { crossesBorder, moveOf } from "../changes/dangers";
import type { PolicyResult } from "../changes/policy-results";
import type { Report } from "../changes/report";
import { bucketKey } from "../changes/storage";

/** The whole review in one sentence: what happens to how many rooms, and how many policies object. */
export function headlineOf({ changes, bare, policyResults, callbacks, stacks }: Report): string {
  const replaced = changes.filter(({ kind }) => kind === "replace");
  const moved = replaced.filter(movesBucket);
  const relocated = replaced.filter((change) => !movesBucket(change) && movesRegion(change));
  const others = replaced.filter((change) => !movesBucket(change) && !movesRegion(change));
  const abroad = changes.filter((change) => {
    const move = moveOf(change);
    return move !== undefined && crossesBorder(move);
  });
  const paused = changes.filter(isPaused);
  const stopped = changes.filter(({ kind, before }) => kind === "stop" && !bare.has(roomKey(before) ?? ""));
  const resumed = changes.filter(resumes);
  const updated = changes.filter((change) => change.kind === "update" && !isPaused(change) && !resumes(change));
  const unsure = bare.size > 0 && stacks.some(({ unlisted }) => unlisted > 0);
  const parts = [
    replacements(moved, "room changes bucket: its task is replaced", "rooms change bucket: their tasks are replaced"),
    replacements(
      relocated,
      "room changes region: its task is replaced",
      "rooms change region: their tasks are replaced",
    ),
    others.length === 0 ? "" : `${count(others.length, "task is replaced", "tasks are replaced")}${orders(others)}`,
    number(rooms(abroad), "room's audio leaves the country", "rooms' audio leaves the country"),
    unsure
      ? number(bare.size + rooms(paused), "room may lose slicing", "rooms may lose slicing")
      : number(bare.size + rooms(paused), "room loses slicing", "rooms lose slicing"),
    number(stopped.length, "task stops in a room that keeps another", "tasks stop in rooms that keep another"),
    ofKind(changes, "forget", "task runs on unmanaged", "tasks run on unmanaged"),
    ofKind(changes, "restart", "ended task starts again", "ended tasks start again"),
    ofKind(changes, "start", "task starts", "tasks start"),
    number(resumed.length, "warm task begins to slice", "warm tasks begin to slice"),
    number(updated.length, "task changes in place", "tasks change in place"),
    ofKind(
      changes,
      "keep",
      "ended task changes in the state alone, where nothing runs and nothing is applied",
      "ended tasks change in the state alone, where nothing runs and nothing is applied",
    ),
    ofKind(changes, "gone", "ended task leaves the state", "ended tasks leave the state"),
    ofKind(changes, "take", "task is imported", "tasks are imported"),
    ofKind(changes, "watch", "task of someone else is read", "tasks of someone else are read"),
    ofKind(changes, "unwatch", "task of someone else is no longer read", "tasks of someone else are no longer read"),
    number(callbacks.length, "callback changes", "callbacks change"),
  ].filter((part) => part !== "");
  const what = parts.length === 0 ? ["no segment task changes"] : parts;
  const sentence = [...what, ...objections(policyResults)].join("; ");
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

function replacements(changes: readonly Change[], one: string, many: string): string {
  return changes.length === 0 ? "" : `${count(rooms(changes), one, many)}${orders(changes)}`;
}

/** In the words of the table. */
function orders(changes: readonly Change[]): string {
  const gapped = changes.filter(({ order }) => order?.kind === "gap").length;
  if (gapped === 0) return ", overlapping";
  return gapped === changes.length ? ", with a gap" : `, ${gapped} of ${changes.length} with a gap`;
}

function objections(policyResults: readonly PolicyResult[]): string[] {
  const policies = new Set(
    policyResults
      .filter(({ kind, level }) => kind === "violation" && level === "mandatory")
      .map(({ policy }) => policy),
  );
  return policies.size === 0 ? [] : [count(policies.size, "mandatory policy objects", "mandatory policies object")];
}

function ofKind(changes: readonly Change[], kind: Change["kind"], one: string, many: string): string {
  return number(changes.filter((change) => change.kind === kind).length, one, many);
}

function number(many: number, one: string, more: string): string {
  return many === 0 ? "" : count(many, one, more);
}

function count(many: number, one: string, more: string): string {
  return `${many} ${many === 1 ? one : more}`;
}

/** Rooms that are not known yet count one by one. */
function rooms(changes: readonly Change[]): number {
  return new Set(changes.map((change) => roomKey(change.after ?? change.before) ?? change)).size;
}

function resumes({ kind, before, after }: Change): boolean {
  return kind === "update" && before?.handle === false && after?.handle === true;
}

function movesBucket({ before, after, hidden }: Change): boolean {
  if (hidden.some((path) => /^storageConfig(\.(type|vendor|bucket))?$/.test(path))) return true;
  const [old, next] = [before, after].map((settings) => bucketKey(settings?.storageConfig));
  return old !== undefined && old !== next;
}

function movesRegion(change: Change): boolean {
  return moveOf(change) !== undefined || change.hidden.includes("storageConfig.region");
}
