import type { Change } from "../changes/change";
import { roomKey } from "../changes/coverage";
import type { Report } from "../changes/report";
import { changeDetails } from "./details";
import type { Phrase } from "./phrase";
import { roomWords, subjectPhrase } from "./tasks-words";
import { titlePhrase } from "./title-words";

/** Changes that are the same but for the room, told once. */
export interface Bunch {
  changes: readonly Change[];
  /** Which rooms. */
  subject: Phrase;
  title: Phrase;
  details: Phrase[];
}

/** The changes of a report, those that are the same but for the room put together, in the order of the first of each. */
export function bunchesOf({ changes, bare }: Report): Bunch[] {
  const bunches = new Map<string, Change[]>();
  for (const change of changes) {
    const { stack, after, before } = change;
    const room = roomKey(after ?? before) === undefined ? roomWords(change) : "";
    const key = JSON.stringify([stack, room, ...told(change, bare, true)]);
    const bunch = bunches.get(key);
    if (bunch === undefined) bunches.set(key, [change]);
    else bunch.push(change);
  }
  return [...bunches.values()].map((bunch) => bunchOf(bunch, bare));
}

/** One change on its own. */
export function bunchOf(changes: readonly Change[], bare: ReadonlySet<string>): Bunch {
  const [first] = changes;
  const [title, details] = first === undefined ? [[], []] : told(first, bare, changes.length > 1);
  return { changes, subject: subjectPhrase(changes), title, details };
}

function told(change: Change, bare: ReadonlySet<string>, many: boolean): [title: Phrase, details: Phrase[]] {
  const leavesBare = bare.has(roomKey(change.before) ?? "");
  return [titlePhrase(change, leavesBare, many), changeDetails(change, many)];
}

/** The title as one sentence. */
export function bunchSentence({ subject, title }: Bunch): Phrase {
  return [...subject, ": ", ...title];
}
