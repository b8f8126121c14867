import type { markdownTable } from "markdown-table";

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
  figures: Figure[];
}

const HEAD = ["figure", "this package", "compared with", "ratio", "goal", ""];

export async function toMarkdown(title: string, intro: string, sections: readonly Section[]): Promise<string> {
  const table: typeof markdownTable = (await import("markdown-table")).markdownTable;
  const parts = sections.map(({ title: heading, text, figures }) => {
    const rows = figures.map(({ what, ours, against, ratio, goal }) => [
      what,
      ours,
      against,
      ratio,
      goal?.text ?? "",
      goal === undefined ? "" : goal.met ? "met" : "**missed**",
    ]);
    return `## ${heading}\n\n${text}\n\n${table([HEAD, ...rows])}\n`;
  });
  return [`# ${title}\n\n${intro}\n`, ...parts].join("\n");
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 2 : 0)} MB`;
}

export function perSecond(rate: number): string {
  return `${rate.toFixed(1)}/s`;
}
