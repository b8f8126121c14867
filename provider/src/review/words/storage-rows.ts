import type { Change } from "../changes/change";
import { storageWords } from "./storage-words";
import { roomWords } from "./tasks-words";

/** One line of the table of storage changes. */
export interface StorageRow {
  stack: string;
  changes: readonly Change[];
  from: string | undefined;
  to: string | undefined;
  what: string;
}

/** Where audio goes of every task that starts, stops, or changes that; tasks that move alike share a line. */
export function storageRows(changes: readonly Change[]): StorageRow[] {
  const rows = new Map<string, StorageRow & { changes: Change[] }>();
  for (const change of changes) {
    const line = lineOf(change);
    if (line === undefined) continue;
    const key = JSON.stringify([change.stack, line.from, line.to, line.what]);
    const row = rows.get(key);
    if (row === undefined) rows.set(key, { stack: change.stack, changes: [change], ...line });
    else row.changes.push(change);
  }
  return [...rows.values()];
}

/** The same for programs: one line for each task. */
export function storageLines(changes: readonly Change[]) {
  return changes.flatMap((change) => {
    const { stack, resource } = change;
    const line = lineOf(change);
    return line === undefined ? [] : [{ stack, resource, room: roomWords(change), ...line }];
  });
}

function lineOf({
  kind,
  before,
  after,
  fields,
  hidden,
  order,
}: Change): Omit<StorageRow, "stack" | "changes"> | undefined {
  if (kind === "watch" || kind === "unwatch" || kind === "forget" || kind === "gone") return undefined;
  const from = before && storageWords(before.storageConfig);
  const to = after && storageWords(after.storageConfig);
  const isHidden = hidden.some(
    (path) => path.startsWith("storageConfig") && !path.startsWith("storageConfig.credentials"),
  );
  const moves = fields.includes("storageConfig") && (from !== to || isHidden);
  if (before && after && kind !== "restart" && !moves) return undefined;
  const what =
    order === undefined ? WHAT[kind] : `${WHAT[kind]}, ${order.kind === "gap" ? "with a gap" : "overlapping"}`;
  return {
    from: kind === "restart" && from === to ? undefined : from,
    to,
    what: isHidden ? `${what}; where to is secret` : what,
  };
}

const WHAT: Record<Change["kind"], string> = {
  same: "same",
  start: "starts",
  restart: "starts again",
  stop: "stops",
  gone: "has ended",
  update: "updated",
  keep: "has ended, and is kept",
  replace: "replaced",
  forget: "runs on unmanaged",
  take: "imported",
  watch: "read",
  unwatch: "no longer read",
};
