import type { Blockquote, Html, List, ListItem, Paragraph, PhrasingContent, Root, RootContent, Table } from "mdast";
import { changeDetails, changeTitle } from "./details";
import { fitting, section } from "./fitting";
import { code, foreign, text } from "./markdown-text";
import type { Phrase } from "./phrase";
import type { Report } from "./report";
import { aboutPhrase, countPhrases, type StorageRow, storageRows } from "./summary-words";

/** What a comment on GitHub may hold. */
const LIMIT = 65_536;

/** The first line of every comment: by it the workflow finds the comment to update. */
export const MARKER = "<!-- volcengine-rtc review -->";

/**
 * The report as a comment on a pull request. Names stand in code spans, where GitHub makes no links and no mentions of
 * them; what is too long for a comment is cut, and the cut counted.
 */
export async function markdownOf(report: Report, limit = LIMIT): Promise<string> {
  const [{ toMarkdown }, { gfmToMarkdown }] = await Promise.all([
    import("mdast-util-to-markdown"),
    import("mdast-util-gfm"),
  ]);
  const write = (nodes: RootContent[]) =>
    toMarkdown({ type: "root", children: nodes } satisfies Root, {
      bullet: "-",
      extensions: [gfmToMarkdown({ tablePipeAlign: false })],
    });
  const severalStacks = report.stacks.length > 1;
  const title: RootContent = { type: "heading", depth: 3, children: [text("RTC audio segment tasks")] };
  const headline = paragraph([{ type: "strong", children: [text(report.headline)] }]);
  const head = [html(MARKER), title, headline];
  const sections = [
    section({ items: report.dangers, build: alert }),
    section({ items: storageRows(report.changes), build: (rows, cut) => table(rows, severalStacks, cut) }),
    section({ items: report.verdicts.map((verdict) => verdictItem(verdict, severalStacks)), build: policies }),
    section({ items: report.changes.map(changeItem), build: folded }),
    section({ items: countPhrases(report), build: counts }),
  ];
  return write([...head, ...fitting(sections, limit - write(head).length, (nodes) => write(nodes).length + 1)]);
}

function alert(dangers: readonly Phrase[], cut: number): RootContent[] {
  if (dangers.length + cut === 0) return [];
  const quote: Blockquote = {
    type: "blockquote",
    children: [html("[!CAUTION]"), list(dangers.map(item), cut, "danger")],
  };
  return [quote];
}

function table(rows: readonly StorageRow[], severalStacks: boolean, cut: number): RootContent[] {
  if (rows.length + cut === 0) return [];
  const line = (cells: PhrasingContent[][]) => ({
    type: "tableRow" as const,
    children: cells.map((children) => ({ type: "tableCell" as const, children })),
  });
  const columns = [...(severalStacks ? ["Stack"] : []), "Resource", "Room", "Audio goes from → to", "Task"];
  const storage = ({ from, to }: StorageRow): PhrasingContent[] => [
    from === undefined ? text("nowhere yet") : code(from),
    text(" → "),
    to === undefined ? text("nowhere") : code(to),
  ];
  const node: Table = {
    type: "table",
    children: [
      line(columns.map((column) => [text(column)])),
      ...rows.map((row) =>
        line([
          ...(severalStacks ? [[code(row.stack)]] : []),
          [code(row.resource)],
          [code(row.room)],
          storage(row),
          [text(row.what)],
        ]),
      ),
    ],
  };
  return [node, ...(cut === 0 ? [] : [paragraph([text(cutWords(cut, "storage change"))])])];
}

function policies(items: readonly ListItem[], cut: number): RootContent[] {
  if (items.length + cut === 0) return [];
  return [{ type: "heading", depth: 4, children: [text("Policies")] }, list(items, cut, "verdict")];
}

function verdictItem(verdict: Report["verdicts"][number], severalStacks: boolean): ListItem {
  const { kind, level, policy, message } = verdict;
  const word = kind === "open" ? "❔ open" : level === "mandatory" ? "⛔ mandatory" : "⚠️ advisory";
  return {
    type: "listItem",
    spread: false,
    children: [
      paragraph([
        { type: "strong", children: [text(word)] },
        text(" "),
        code(policy),
        text(" on "),
        ...inline(aboutPhrase(verdict, severalStacks)),
        text(": "),
        ...foreign(message),
      ]),
    ],
  };
}

function changeItem(change: Report["changes"][number]): ListItem {
  const { subject, words } = changeTitle(change);
  const lead: PhrasingContent = { type: "strong", children: inline(subject) };
  return nested([lead, text(": "), ...inline(words)], changeDetails(change));
}

/** Few changes are read at once; many would bury the summary. */
const UNFOLDED = 5;

function folded(changes: readonly ListItem[], cut: number): RootContent[] {
  const total = changes.length + cut;
  if (total === 0) return [];
  const content = list(changes, cut, "change");
  if (total <= UNFOLDED) return [{ type: "heading", depth: 4, children: [text("What happens")] }, content];
  return [html(`<details><summary><b>What happens</b>: ${total} changes</summary>`), content, html("</details>")];
}

function counts(sentences: readonly Phrase[], cut: number): RootContent[] {
  const lines: RootContent[] = sentences.map((sentence) => paragraph(inline(sentence)));
  return cut === 0 ? lines : [...lines, paragraph([text(cutWords(cut, "stack"))])];
}

function list(items: readonly ListItem[], cut: number, what: string): List {
  const more = cut === 0 ? [] : [item([cutWords(cut, what)])];
  return { type: "list", ordered: false, spread: false, children: [...items, ...more] };
}

function item(words: Phrase): ListItem {
  return nested(inline(words), []);
}

function nested(title: PhrasingContent[], details: readonly Phrase[]): ListItem {
  const below = details.length === 0 ? [] : [list(details.map(item), 0, "detail")];
  return { type: "listItem", spread: false, children: [paragraph(title), ...below] };
}

function cutWords(cut: number, what: string): string {
  return `… and ${cut} more ${what}${cut === 1 ? "" : "s"}, cut to fit the comment.`;
}

function paragraph(children: PhrasingContent[]): Paragraph {
  return { type: "paragraph", children };
}

function html(value: string): Html {
  return { type: "html", value };
}

function inline(words: Phrase): PhrasingContent[] {
  return words.map((part) => (typeof part === "string" ? text(part) : code(part.name)));
}
