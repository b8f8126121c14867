import type { Change } from "./change";
import { valueWords } from "./fields";
import { type Phrase, phrase } from "./phrase";
import type { Verdict } from "./policy-verdicts";
import type { Report } from "./report";
import { storageWords } from "./storage-words";

/** One line of the table of storage changes. */
export interface StorageRow {
  stack: string;
  resource: string;
  room: string;
  from: string | undefined;
  to: string | undefined;
  what: string;
}

/** The storage of every task that starts, stops, or changes where its audio goes. */
export function storageRows(changes: readonly Change[]): StorageRow[] {
  return changes.flatMap(({ kind, stack, resource, before, after, fields, order }) => {
    const from = before && storageWords(before.storageConfig);
    const to = after && storageWords(after.storageConfig);
    if (kind === "watch" || kind === "unwatch" || kind === "forget") return [];
    if (before && after && (!fields.includes("storageConfig") || from === to)) return [];
    const room = valueWords((after ?? before)?.roomId);
    const what =
      order === undefined ? WHAT[kind] : `${WHAT[kind]}, ${order.kind === "gap" ? "with a gap" : "overlapping"}`;
    return [{ stack, resource, room, from, to, what }];
  });
}

const WHAT: Record<Change["kind"], string> = {
  same: "same",
  start: "starts",
  stop: "stops",
  update: "updated",
  replace: "replaced",
  forget: "runs on unmanaged",
  take: "imported",
  watch: "read",
  unwatch: "no longer read",
};

/** What a verdict is about: a resource, and its stack where there are several. */
export function aboutPhrase({ resource, stack }: Verdict, severalStacks: boolean): Phrase {
  return severalStacks ? phrase`${resource} in ${stack}` : phrase`${resource}`;
}

/** What else is in the previews, in one line per stack. */
export function countPhrases({ stacks }: Report): Phrase[] {
  return stacks.map(({ stack, unchanged, unlisted, stopped, others }) => {
    const operations = Object.entries(others);
    const total = operations.reduce((sum, [, count]) => sum + count, 0);
    const kinds = operations.map(([operation, count]) => `${count} ${operation}`).join(", ");
    const sentences = [
      unchanged === 1 ? "1 segment task stays as it is" : `${unchanged} segment tasks stay as they are`,
      total === 0 ? "no other resource changes" : `${total} other ${total === 1 ? "resource" : "resources"} (${kinds})`,
    ];
    return [
      ...phrase`Stack ${stack}: `,
      `${sentences.join("; ")}.`,
      ...(stopped ? [STOPPED] : []),
      ...unlistedPhrase(unlisted),
    ];
  });
}

const STOPPED = " A policy pack stopped this preview, so it may not show every change.";

function unlistedPhrase(unlisted: number): Phrase {
  if (unlisted === 0) return [];
  const what = unlisted === 1 ? "resource that stays the same is" : "resources that stay the same are";
  return [
    ` ${unlisted} ${what} not listed in this preview, so nothing here takes them into account: run it with `,
    { name: "--show-sames" },
    ".",
  ];
}
