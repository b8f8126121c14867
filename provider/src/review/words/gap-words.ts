import type { GapCause } from "../changes/gap";
import { isKnown, type Settings } from "../changes/settings";
import { type Phrase, phrase } from "./phrase";
import { storageWords } from "./storage-words";

/**
 * Why the old task stops before the new one starts.
 *
 * @param many Whether it is told of several rooms at once, without what is each room's own.
 */
export function gapWords(cause: GapCause, before: Settings, after: Settings, many: boolean): Phrase {
  switch (cause) {
    case "sameTask": {
      const one: Phrase = many ? ["one and the same task"] : phrase`${String(after.taskId)} in this room`;
      return phrase`both would be ${one}, and the API runs only one task under one id`;
    }
    case "sameFiles": {
      if (many) return ["both would write files of the same names, and overwrite each other's"];
      const prefix: Phrase = isKnown(after.identifier)
        ? phrase`the prefix ${String(after.identifier)}`
        : ["one secret prefix"];
      return phrase`both would write to ${storageWords(after.storageConfig ?? before.storageConfig)} under ${prefix}, and overwrite each other's files`;
    }
    case "asked":
      return ["the program asks for it (deleteBeforeReplace), or a resource it depends on is deleted first"];
  }
}
