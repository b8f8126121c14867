import type { markdownTable } from "markdown-table";
import type { Plot } from "../plots/plot";

export interface Figure {
  what: string;
  ours: string;
  /** What it is compared with, and that one's value. */
  against: string;
  ratio: string;
  /** Absent where there is none. */
  goal?: { text: string; met: boolean };
}

export interface Section {
  title: string;
  /** Plain Markdown above the table. */
  text: string;
  /** Absent where there is none. */
  plot?: Plot;
  figures: Figure[];
}

const HEAD = ["figure", "this package", "compared with", "ratio", "goal", ""];

export async function sectionMarkdown({ title, text, plot, figures }: Section): Promise<string> {
  const table: typeof markdownTable = (await import("markdown-table")).markdownTable;
  const rows = figures.map(({ what, ours, against, ratio, goal }) => [
    what,
    ours,
    against,
    ratio,
    goal?.text ?? "",
    goal === undefined ? "" : goal.met ? "met" : "**missed**",
  ]);
  const picture = plot === undefined ? [] : [`![${plot.alt}](benchmarks/${plot.file})`];
  return [`## ${title}`, text, ...picture, table([HEAD, ...rows])].join("\n\n");
}
