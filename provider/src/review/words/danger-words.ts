import { crossesBorder, type Danger } from "../changes/dangers";
import { gapWords } from "./gap-words";
import { type Phrase, phrase } from "./phrase";
import { placeWords, storageWords } from "./storage-words";
import { ofRooms, roomsPhrase, tasksPhrase } from "./tasks-words";

/** A danger in one sentence, for one room or for many. */
export function dangerPhrase(danger: Danger): Phrase {
  const { changes } = danger;
  const many = changes.length > 1;
  const rooms = roomsPhrase(changes);
  switch (danger.kind) {
    case "bare": {
      const left = many ? "are left without any task" : "is left without any task";
      const audio = many ? "nothing slices their audio any more" : "nothing slices its audio any more";
      return [...rooms, ` ${left}${doubtWords(danger.doubt, many)}: ${audio}.`];
    }
    case "paused": {
      const keeps = many ? "keep their tasks" : "keeps its task";
      return phrase`${rooms} ${[keeps]}, but ${"handle"} becomes false: nothing is uploaded any more.`;
    }
    case "hiddenHandle":
      return phrase`${rooms} ${[many ? "have" : "has"]} another ${"handle"}, value secret: it may be that nothing is uploaded any more.`;
    case "gap": {
      const between = many
        ? "are not sliced between their old tasks and the new ones"
        : "is not sliced between its old task and the new one";
      return [...rooms, ` ${between}: `, ...gapWords(danger.cause, {}, {}, true), "."];
    }
    case "move":
      return movePhrase(danger, ofRooms(changes));
    case "hiddenMove":
      return phrase`Audio of ${ofRooms(changes)} goes elsewhere, value secret: whether it leaves the country can't be told here.`;
    case "sharedPrefix": {
      const prefixes = new Set(changes.map(({ before, after }) => String((after ?? before)?.identifier)));
      const under =
        prefixes.size === 1 ? phrase`under one prefix, ${[...prefixes].join("")}` : ["under prefixes that they share"];
      return phrase`${tasksPhrase(changes)} write to ${storageWords(danger.storage)} ${under}: they overwrite each other's files.`;
    }
    case "takenPrefix": {
      const where = storageWords(danger.storage);
      const outcome = "files that are there may be overwritten";
      if (many)
        return phrase`${tasksPhrase(changes)} take over prefixes that other tasks had in ${where}: ${[outcome]}.`;
      const prefix = String(changes[0]?.after?.identifier);
      return phrase`${tasksPhrase(changes)} takes over the prefix ${prefix} of ${tasksPhrase(danger.others)} in ${where}: ${[outcome]}.`;
    }
    case "forgotten":
      return many
        ? phrase`The tasks of ${tasksPhrase(changes)} go on running and uploading, and no program manages them any more.`
        : phrase`The task of ${tasksPhrase(changes)} goes on running and uploading, and no program manages it any more.`;
  }
}

function doubtWords(doubt: "openRoom" | "unlisted" | undefined, many: boolean): string {
  switch (doubt) {
    case "openRoom":
      return many
        ? ", unless they are among the rooms that are not shown yet"
        : ", unless it is one of the rooms that are not shown yet";
    case "unlisted":
      return ", unless one that stays the same is not listed in this preview";
    case undefined:
      return "";
  }
}

function movePhrase({ from, to }: Extract<Danger, { kind: "move" }>, rooms: Phrase): Phrase {
  const [old, next] = [placeWords(from), placeWords(to)];
  if (from.territory === undefined || to.territory === undefined) {
    return phrase`Audio of ${rooms} leaves ${old} for ${next}; make sure that it may be stored there, as not all of their places are published.`;
  }
  if (!crossesBorder({ from, to })) {
    return phrase`Audio of ${rooms} goes to ${next}, so far to ${old}; both are in ${[from.territory]}.`;
  }
  return phrase`Audio of ${rooms} leaves ${[from.territory]} for ${[to.territory]}: it goes to ${next}, so far to ${old}.`;
}
