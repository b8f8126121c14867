import type { Report } from "../changes/report";
import { type Phrase, phrase } from "./phrase";

/** What else is in the previews, in one line per stack. */
export function countPhrases({ stacks }: Report): Phrase[] {
  return stacks.map(({ stack, unchanged, unlisted, stopped, others }) => {
    const operations = Object.entries(others);
    const total = operations.reduce((sum, [, count]) => sum + count, 0);
    const kinds = operations.map(([operation, count]) => `${count} ${operation}`).join(", ");
    const sentences = [
      unchanged === 1 ? "1 segment task stays as it is" : `${unchanged} segment tasks stay as they are`,
      total === 0 ? "no other resource changes" : `${total} other ${total === 1 ? "resource" : "resources"} (${kinds})`,
    ];
    return [
      ...phrase`Stack ${stack}: `,
      `${sentences.join("; ")}.`,
      ...(stopped ? [STOPPED] : []),
      ...unlistedPhrase(unlisted),
    ];
  });
}

const STOPPED = " A policy pack stopped this preview, so it may not show every change.";

function unlistedPhrase(unlisted: number): Phrase {
  if (unlisted === 0) return [];
  const what = unlisted === 1 ? "resource that stays the same is" : "resources that stay the same are";
  return [
    ` ${unlisted} ${what} not listed in this preview, so nothing here takes them into account: run it with `,
    { name: "--show-sames" },
    ".",
  ];
}
