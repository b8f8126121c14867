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
    if (kind === "watch" || kind === "unwatch") return [];
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

/** What else is in the previews, in one sentence per stack. */
export function countPhrases({ stacks }: Report): Phrase[] {
  return stacks.map(({ stack, unchanged, others }) => {
    const operations = Object.entries(others);
    const total = operations.reduce((sum, [, count]) => sum + count, 0);
    const rest = operations.map(([operation, count]) => `${count} ${operation}`).join(", ");
    const other =
      total === 0
        ? "no other resource changes"
        : `${total} other ${total === 1 ? "resource changes" : "resources change"} (${rest})`;
    return phrase`Stack ${stack}: ${[`${unchanged} segment ${unchanged === 1 ? "task stays" : "tasks stay"} as ${unchanged === 1 ? "it is" : "they are"}; ${other}.`]}`;
  });
}
