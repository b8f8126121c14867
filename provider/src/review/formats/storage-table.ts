import type { PhrasingContent, RootContent } from "mdast";
import { named } from "../words/phrase";
import type { StorageRow } from "../words/storage-rows";
import { roomWords } from "../words/tasks-words";
import { cutWords, inline, paragraph } from "./markdown-nodes";
import { code, text } from "./markdown-text";

interface Column {
  title: string;
  cell: (row: StorageRow) => PhrasingContent[];
}

/** The columns for these rows: resources that are called like their rooms, and the only stack, go without saying. */
export function columnsFor(rows: readonly StorageRow[], severalStacks: boolean): Column[] {
  const ownNames = rows.some(({ changes }) => changes.some((change) => change.resource !== roomWords(change)));
  return [...(severalStacks ? [STACK] : []), ...(ownNames ? [RESOURCE] : []), ROOM, STORAGE, TASK];
}

export function storageTable(rows: readonly StorageRow[], columns: readonly Column[], cut: number): RootContent[] {
  if (rows.length + cut === 0) return [];
  const line = (cells: PhrasingContent[][]) => ({
    type: "tableRow" as const,
    children: cells.map((children) => ({ type: "tableCell" as const, children })),
  });
  const head = line(columns.map(({ title }) => [text(title)]));
  const body = rows.map((row) => line(columns.map(({ cell }) => cell(row))));
  const more = cut === 0 ? [] : [paragraph([text(cutWords(cut, "storage change"))])];
  return [{ type: "table", children: [head, ...body] }, ...more];
}

const STACK: Column = { title: "Stack", cell: ({ stack }) => [code(stack)] };

const RESOURCE: Column = {
  title: "Resource",
  cell: ({ changes }) => inline(named(changes.map(({ resource }) => resource))),
};

const ROOM: Column = { title: "Room", cell: ({ changes }) => inline(named(changes.map(roomWords))) };

const STORAGE: Column = {
  title: "Audio goes from → to",
  cell: ({ from, to }) => [
    from === undefined ? text("nowhere yet") : code(from),
    text(" → "),
    to === undefined ? text("nowhere") : code(to),
  ],
};

const TASK: Column = { title: "Task", cell: ({ what }) => [text(what)] };
