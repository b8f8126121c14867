import type { Change } from "./change";
import { hasOpenRoom, isPaused, roomKey, roomsLeftBare } from "./coverage";
import { isKnown, type Settings } from "./fields";
import { listed, type Phrase, phrase } from "./phrase";
import { leavesRegion } from "./region-move";
import { bucketKey, storageWords } from "./storage-words";

/**
 * What deserves a second look before anything else, in all stacks together, most important first.
 *
 * @param incomplete Whether there are resources that stay the same and that nothing is known of.
 */
export function dangersOf(changes: readonly Change[], incomplete: boolean): Phrase[] {
  return [
    ...bareRooms(changes, incomplete),
    ...pausedTasks(changes),
    ...sharedPrefixes(changes),
    ...takenPrefixes(changes),
    ...regionMoves(changes),
    ...forgotten(changes),
  ];
}

function bareRooms(changes: readonly Change[], incomplete: boolean): Phrase[] {
  const unless = hasOpenRoom(changes)
    ? ", unless it is one of the rooms known after apply"
    : incomplete
      ? ", unless one that stays the same is not listed in this preview"
      : "";
  return [...roomsLeftBare(changes).values()].map(
    ({ before }) =>
      phrase`Room ${String(before?.roomId)} is left without any task${[unless]}: nothing slices its audio any more.`,
  );
}

function pausedTasks(changes: readonly Change[]): Phrase[] {
  return changes
    .filter(isPaused)
    .map(
      ({ after }) =>
        phrase`Room ${String(after?.roomId)} keeps its task, but ${"handle"} becomes false: it uploads nothing any more.`,
    );
}

/** Two tasks with one prefix in one bucket give their files the same names. */
function sharedPrefixes(changes: readonly Change[]): Phrase[] {
  const users = new Map<string, Change[]>();
  for (const change of changes) {
    const key =
      change.kind === "stop" || change.kind === "unwatch" ? undefined : prefixKey(change.after ?? change.before);
    if (key !== undefined) users.set(key, [...(users.get(key) ?? []), change]);
  }
  return [...users.values()]
    .filter((group) => group.length > 1 && group.some(({ kind }) => kind !== "same"))
    .map((group) => {
      const settings = group[0]?.after ?? group[0]?.before ?? {};
      const names = listed(group.map(({ resource }) => [{ name: resource }]));
      return phrase`${names} write to ${storageWords(settings.storageConfig)} under one prefix, ${String(settings.identifier)}: they overwrite each other's files.`;
    });
}

/** A prefix that another task had until now: its new files can replace the old ones. */
function takenPrefixes(changes: readonly Change[]): Phrase[] {
  const given = new Map<string, Change>();
  for (const change of changes) {
    const key = prefixKey(change.before);
    if (key !== undefined && key !== prefixKey(change.after)) given.set(key, change);
  }
  return changes.flatMap((change) => {
    const key = prefixKey(change.after);
    const former = key === undefined || key === prefixKey(change.before) ? undefined : given.get(key);
    return former === undefined || change.kind === "same"
      ? []
      : [
          phrase`${change.resource} takes over the prefix ${String(change.after?.identifier)} of ${former.resource} in ${storageWords(change.after?.storageConfig)}: files that are there may be overwritten.`,
        ];
  });
}

function regionMoves(changes: readonly Change[]): Phrase[] {
  return changes
    .flatMap(({ kind, before, after }) => {
      const move = kind === "same" ? undefined : leavesRegion(before?.storageConfig, after?.storageConfig);
      const room = String(after?.roomId ?? before?.roomId);
      return move === undefined || roomKey(after) === undefined
        ? []
        : [{ abroad: move.abroad, words: phrase`Audio of room ${room} ${move.words}.` }];
    })
    .sort((a, b) => Number(b.abroad) - Number(a.abroad))
    .map(({ words }) => words);
}

function forgotten(changes: readonly Change[]): Phrase[] {
  return changes
    .filter(({ kind }) => kind === "forget")
    .map(
      ({ resource }) =>
        phrase`The task of ${resource} goes on running and uploading, and no program manages it any more.`,
    );
}

function prefixKey(settings: Settings | undefined): string | undefined {
  const bucket = bucketKey(settings?.storageConfig);
  return bucket !== undefined && isKnown(settings?.identifier)
    ? `${bucket}/${String(settings?.identifier)}`
    : undefined;
}
