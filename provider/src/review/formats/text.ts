import { visible } from "../../visible";
import type { Report } from "../changes/report";
import { bunchesOf, bunchSentence } from "../words/bunches";
import { callbackPhrases } from "../words/callback-words";
import { countPhrases } from "../words/count-words";
import { dangerPhrase } from "../words/danger-words";
import { headlineOf } from "../words/headline";
import { newsPhrases } from "../words/news-words";
import { named, plainText } from "../words/phrase";
import { aboutPhrase, objectionsOf } from "../words/policy-words";
import { storageRows } from "../words/storage-rows";
import { roomWords } from "../words/tasks-words";

const LONGEST_MESSAGE = 2_000;

/** The report for a terminal or a log. */
export function textOf(report: Report): string {
  const severalStacks = report.stacks.length > 1;
  const storage = storageRows(report.changes).map(({ stack, changes, from, to, what }) => {
    const where = severalStacks ? `${visible(stack)}: ` : "";
    const resources = plainText(named(changes.map(({ resource }) => resource)));
    const rooms = plainText(named(changes.map(roomWords)));
    return `${where}${resources} (room ${rooms}): ${visible(from ?? "nowhere yet")} -> ${visible(to ?? "nowhere")}, ${what}`;
  });
  const objections = objectionsOf(report.policyResults).map((objection) => {
    const { kind, level, policies, message } = objection;
    const words = visible(message.replace(/\s+/g, " "), LONGEST_MESSAGE);
    return `${kind === "open" ? "open" : level} ${policies.join(", ")}, ${plainText(aboutPhrase(objection, severalStacks))}: ${words}`;
  });
  const bunches = bunchesOf(report).flatMap((bunch) => {
    const rooms = [...new Set(bunch.changes.map(roomWords))];
    return [
      `  - ${plainText(bunchSentence(bunch))}`,
      ...bunch.details.map((detail) => `      ${plainText(detail)}`),
      ...(rooms.length > 1 ? [`      Rooms: ${rooms.map((room) => visible(room)).join(", ")}`] : []),
    ];
  });
  return [
    headlineOf(report),
    ...block("Dangers", report.dangers.map(dangerPhrase).map(plainText)),
    ...block("Seen by the refresh", newsPhrases(report.ended).map(plainText)),
    ...block("Storage", storage),
    ...block("Policies", objections),
    ...block("Callbacks", callbackPhrases(report).map(plainText)),
    ...(bunches.length === 0 ? [] : ["", "What happens", ...bunches]),
    "",
    ...countPhrases(report).map(plainText),
    "",
  ].join("\n");
}

function block(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  - ${line}`)];
}
