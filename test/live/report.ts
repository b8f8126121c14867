import type { PhrasingContent, Root, TableRow } from "mdast";
import { code, text } from "#review/formats/markdown-text";
import type { Row } from "./check";

/** A table for an issue. Everything that the API said stands in code spans, masked. */
export async function reportOf(rows: readonly Row[], mask: (text: string) => string): Promise<string> {
  const [{ toMarkdown }, { gfmToMarkdown }] = await Promise.all([
    import("mdast-util-to-markdown"),
    import("mdast-util-gfm"),
  ]);
  const head = ["assumption", "seen", "same?"].map((title) => [text(title)]);
  const table = [head, ...rows.map((row) => cells(row, mask))].map(tableRow);
  const root: Root = { type: "root", children: [{ type: "table", children: table }] };
  return toMarkdown(root, { extensions: [gfmToMarkdown({ tablePipeAlign: false })] });
}

function cells({ assumption, expected, verdict }: Row, mask: (text: string) => string): PhrasingContent[][] {
  const about = [text(assumption)];
  switch (verdict.kind) {
    case "same":
      return [about, [code(expected)], [text("yes")]];
    case "different":
      return [
        about,
        [code(mask(verdict.seen))],
        [{ type: "strong", children: [text("no")] }, text(", not "), code(expected)],
      ];
    case "notSeen":
      return [about, [code(mask(verdict.reason))], [text("could not look")]];
  }
}

function tableRow(cellContents: PhrasingContent[][]): TableRow {
  return { type: "tableRow", children: cellContents.map((children) => ({ type: "tableCell", children })) };
}

/** 2 when something differs, 1 when something could not be looked at or stopped, else 0. */
export function exitCodeOf(rows: readonly Row[], left: readonly string[]): 0 | 1 | 2 {
  if (rows.some(({ verdict }) => verdict.kind === "different")) return 2;
  return left.length > 0 || rows.some(({ verdict }) => verdict.kind === "notSeen") ? 1 : 0;
}
