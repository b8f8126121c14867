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

/** An earlier report with the sections of a later one in place of its own of the same title. */
export function mergeReport(earlier: string, later: string): string {
  const sections = later.split(SECTION_START).slice(1);
  return earlier
    .split(SECTION_START)
    .map((old) => sections.find((section) => titleOf(section) === titleOf(old)) ?? old)
    .map((section) => section.trimEnd())
    .join("\n\n")
    .concat("\n");
}

const SECTION_START = /^(?=## )/m;

function titleOf(section: string): string {
  return section.slice(0, section.indexOf("\n"));
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
