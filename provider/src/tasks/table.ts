import { columns } from "../columns";
import { visible } from "../visible";
import { ago, lasting } from "./ages";
import { PENDING_VERDICTS, type PendingReport } from "./pending";
import type { TaskReport } from "./report";
import { VERDICTS } from "./verdict";

const LONGEST_DETAIL = 1_000;

/** The tasks of a stack for a terminal or a log. */
export function tableOf(reports: readonly TaskReport[], now: number): string {
  if (reports.length === 0) return "There is no segment task.\n";
  const since = (time: string | null) => (time === null ? "-" : ago(time, now));
  const rows = reports.map((report) => [
    ...taskCells(report, now),
    since(report.newestSlice),
    since(report.lastCallback),
    report.place,
  ]);
  return table([...TASK_HEADS, "SLICE", "CALLBACK", "PLACE"], rows, reports) + sum(reports, VERDICTS);
}

/** What interrupted operations may have started, for the same. */
export function pendingTableOf(reports: readonly PendingReport[], now: number): string {
  if (reports.length === 0) return "The state keeps no interrupted operation that may have started a segment task.\n";
  const rows = reports.map((report) => [...taskCells(report, now), report.operation]);
  return table([...TASK_HEADS, "OPERATION"], rows, reports) + sum(reports, PENDING_VERDICTS);
}

const TASK_HEADS = ["VERDICT", "ROOM", "TASK", "STATUS", "AGE"];

function taskCells({ verdict, urn, id, status, startTime }: TaskReport | PendingReport, now: number): string[] {
  const [, room = "?", task = urn.split("::").at(-1) ?? urn] = id?.split("/") ?? [];
  return [verdict, room, task, status, startTime === null ? "-" : lasting(now - Date.parse(startTime))];
}

function table(heads: string[], rows: readonly string[][], reports: readonly { detail: string }[]): string {
  const [head = "", ...lines] = columns([heads, ...rows]);
  const told = reports.map(({ detail }, at) =>
    detail === "" ? `${lines[at]}\n` : `${lines[at]}\n    ${visible(detail, LONGEST_DETAIL)}\n`,
  );
  return `${head}\n${told.join("")}`;
}

function sum<Verdict>(reports: readonly { verdict: Verdict }[], verdicts: readonly Verdict[]): string {
  const parts = verdicts
    .map((verdict) => ({ verdict, count: reports.filter((report) => report.verdict === verdict).length }))
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) => `${count} ${verdict}`);
  return `${reports.length === 1 ? "1 task" : `${reports.length} tasks`}: ${parts.join(", ")}\n`;
}
