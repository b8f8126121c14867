import type { Blockquote, ListItem, PhrasingContent, Root, RootContent } from "mdast";
import type { Report } from "../changes/report";
import { type Bunch, bunchesOf } from "../words/bunches";
import { callbackPhrases } from "../words/callback-words";
import { countPhrases } from "../words/count-words";
import { dangerPhrase } from "../words/danger-words";
import { headlineOf } from "../words/headline";
import { newsPhrases } from "../words/news-words";
import { named, type Phrase } from "../words/phrase";
import { aboutPhrase, type Objection, objectionsOf } from "../words/policy-words";
import { storageRows } from "../words/storage-rows";
import { fitting, section } from "./fitting";
import { cutWords, fold, html, inline, item, list, nested, paragraph } from "./markdown-nodes";
import { code, foreign, text } from "./markdown-text";
import { type ListedRoom, roomsToList } from "./room-list";
import { columnsFor, storageTable } from "./storage-table";

/** What a comment on GitHub may hold. */
const LIMIT = 65_536;

/** The first line of every comment: by it the workflow finds the comment to update. */
export const MARKER = "<!-- volcengine-rtc review -->";

/**
 * The report as a comment on a pull request. Names stand in code spans, where GitHub makes no links and no mentions of
 * them. What is the same but for the room is told once, so that few or many rooms fit on one screen; what is too long for a
 * comment is cut, and the cut counted.
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
  const headline = paragraph([{ type: "strong", children: [text(headlineOf(report))] }]);
  const head = [html(MARKER), title, headline];
  const rows = storageRows(report.changes);
  const columns = columnsFor(rows, severalStacks);
  const bunches = bunchesOf(report);
  const objections = objectionsOf(report.policyResults).map((objection) => objectionItem(objection, severalStacks));
  const sections = [
    section({ items: report.dangers.map(dangerPhrase), build: (items, cut) => alert("CAUTION", items, cut, "danger") }),
    section({ items: newsPhrases(report.ended), build: (items, cut) => alert("NOTE", items, cut, "ended task") }),
    section({ items: rows, build: (items, cut) => storageTable(items, columns, cut) }),
    section({ items: objections, build: policies }),
    section({ items: callbackPhrases(report).map(item), build: callbacks }),
    section({ items: bunches.map(bunchItem), build: (items, cut) => whatHappens(items, cut, report.changes.length) }),
    section({ items: countPhrases(report), build: counts }),
    section({ items: roomsToList(bunches), build: allRooms }),
  ];
  return write([...head, ...fitting(sections, limit - write(head).length, (nodes) => write(nodes).length + 1)]);
}

function alert(kind: "CAUTION" | "NOTE", sentences: readonly Phrase[], cut: number, what: string): RootContent[] {
  if (sentences.length + cut === 0) return [];
  const quote: Blockquote = {
    type: "blockquote",
    children: [html(`[!${kind}]`), list(sentences.map(item), cut, what)],
  };
  return [quote];
}

/** More than these would push what happens off the screen. */
const UNFOLDED_POLICIES = 6;

function policies(items: readonly ListItem[], cut: number): RootContent[] {
  const total = items.length + cut;
  if (total === 0) return [];
  const heading: RootContent = { type: "heading", depth: 4, children: [text("Policies")] };
  if (total <= UNFOLDED_POLICIES) return [heading, list(items, cut, "verdict")];
  const folded = total - UNFOLDED_POLICIES;
  const others = list(items.slice(UNFOLDED_POLICIES), cut, "verdict");
  return [
    heading,
    list(items.slice(0, UNFOLDED_POLICIES), 0, "verdict"),
    ...fold(`${folded} more ${folded === 1 ? "verdict" : "verdicts"}`, others),
  ];
}

function objectionItem(objection: Objection, severalStacks: boolean): ListItem {
  const { kind, level, policies, message } = objection;
  const word = kind === "open" ? "❔ open" : level === "mandatory" ? "⛔ mandatory" : "⚠️ advisory";
  return {
    type: "listItem",
    spread: false,
    children: [
      paragraph([
        { type: "strong", children: [text(word)] },
        text(" "),
        ...inline(named(policies)),
        text(" on "),
        ...inline(aboutPhrase(objection, severalStacks)),
        text(": "),
        ...foreign(message),
      ]),
    ],
  };
}

function bunchItem({ subject, title, details }: Bunch): ListItem {
  const lead: PhrasingContent = { type: "strong", children: inline(subject) };
  return nested([lead, text(": "), ...inline(title)], details);
}

function callbacks(items: readonly ListItem[], cut: number): RootContent[] {
  if (items.length + cut === 0) return [];
  return [{ type: "heading", depth: 4, children: [text("Callbacks")] }, list(items, cut, "callback")];
}

/** Few changes are read at once; many would bury the summary. */
const UNFOLDED = 5;

function whatHappens(items: readonly ListItem[], cut: number, tasks: number): RootContent[] {
  const total = items.length + cut;
  if (total === 0) return [];
  const content = list(items, cut, "change");
  if (total <= UNFOLDED) return [{ type: "heading", depth: 4, children: [text("What happens")] }, content];
  const inTasks = tasks === total ? "" : `, in ${tasks} tasks`;
  return fold(`<b>What happens</b>: ${total} changes${inTasks}`, content);
}

/** The names of all rooms that are only counted above. */
function allRooms(rooms: readonly ListedRoom[], cut: number): RootContent[] {
  if (rooms.length + cut === 0) return [];
  const bunches = new Map<Bunch, string[]>();
  for (const { bunch, room } of rooms) {
    const known = bunches.get(bunch);
    if (known === undefined) bunches.set(bunch, [room]);
    else known.push(room);
  }
  const items = [...bunches].map(([{ subject }, names]) =>
    nested(
      [
        { type: "strong", children: inline(subject) },
        text(": "),
        ...names.flatMap((name, at) => (at === 0 ? [code(name)] : [text(", "), code(name)])),
      ],
      [],
    ),
  );
  return fold("All rooms", list(items, cut, "room"));
}

function counts(sentences: readonly Phrase[], cut: number): RootContent[] {
  const lines: RootContent[] = sentences.map((sentence) => paragraph(inline(sentence)));
  return cut === 0 ? lines : [...lines, paragraph([text(cutWords(cut, "stack"))])];
}
