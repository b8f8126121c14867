import { meaning } from "../segment/meaning";
import type { SegmentField } from "../segment/schema";
import { isKnown, type Settings } from "./fields";
import { type Phrase, phrase } from "./phrase";
import { bucketKey, storageWords } from "./storage-words";

/** Why the old task must stop before the new one may start. */
export function gapCause(before: Settings, after: Settings): Phrase {
  const same = (field: SegmentField) =>
    isKnown(after[field]) && meaning(field, before[field]) === meaning(field, after[field]);
  if (same("appId") && same("roomId") && same("taskId")) {
    return phrase`both would be ${String(after.taskId)} in this room, and the API runs only one task under one id`;
  }
  const bucket = bucketKey(after.storageConfig);
  if (same("identifier") && bucket !== undefined && bucket === bucketKey(before.storageConfig)) {
    return phrase`both would write to ${storageWords(after.storageConfig)} under the prefix ${String(after.identifier)}, and overwrite each other's files`;
  }
  return phrase`the program asks for it (deleteBeforeReplace), or a resource it depends on is deleted first`;
}
