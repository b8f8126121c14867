import { changeDetails, titleSentence } from "./details";
import { type Phrase, plain, visible } from "./phrase";
import type { Report } from "./report";
import { aboutPhrase, countPhrases, storageRows } from "./summary-words";

const LONGEST_MESSAGE = 2_000;

/** The report for a terminal or a log. */
export function textOf(report: Report): string {
  const severalStacks = report.stacks.length > 1;
  const storage = storageRows(report.changes).map(({ stack, resource, room, from, to, what }) => {
    const where = severalStacks ? `${visible(stack)}: ` : "";
    return `${where}${visible(resource)} (room ${visible(room)}): ${visible(from ?? "nowhere yet")} -> ${visible(to ?? "nowhere")}, ${what}`;
  });
  const verdicts = report.verdicts.map((verdict) => {
    const { kind, level, policy, message } = verdict;
    const words = visible(message.replace(/\s+/g, " "), LONGEST_MESSAGE);
    return `${kind === "open" ? "open" : level} ${policy}, ${plain(aboutPhrase(verdict, severalStacks))}: ${words}`;
  });
  const changes = report.changes.flatMap((change) => [
    `  - ${plain(titleSentence(change))}`,
    ...changeDetails(change).map((detail: Phrase) => `      ${plain(detail)}`),
  ]);
  return [
    report.headline,
    ...block("Dangers", report.dangers.map(plain)),
    ...block("Storage", storage),
    ...block("Policies", verdicts),
    ...(changes.length === 0 ? [] : ["", "What happens", ...changes]),
    "",
    ...countPhrases(report).map(plain),
    "",
  ].join("\n");
}

function block(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  - ${line}`)];
}
