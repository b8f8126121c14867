import type { InlineCode, PhrasingContent, Text } from "mdast";
import { visible } from "../../visible";
import { quotesAsNames } from "../words/phrase";

const LONGEST_MESSAGE = 2_000;

/** A name: GitHub finds no mention, no reference and no link in a code span. */
export function code(name: string): InlineCode {
  // Before a pipe, a backslash would be read as an escape in a table and as itself elsewhere.
  const value = visible(name).replaceAll("\\|", "\\u{5c}|");
  return { type: "inlineCode", value: value.trim() === "" ? "(empty)" : value };
}

export function text(value: string): Text {
  return { type: "text", value };
}

/** Words of others. What GitHub would make a mention or a reference of, whatever is escaped, is broken up unseen. */
export function foreign(words: string): PhrasingContent[] {
  return quotesAsNames(words).flatMap((part): PhrasingContent[] => {
    if (typeof part !== "string") return [code(part.name)];
    return part.split(/`([^`]+)`/).map((piece, at) => (at % 2 === 1 ? code(piece) : text(harmless(piece))));
  });
}

const WORD_JOINER = "\u2060";

function harmless(words: string): string {
  return visible(words.replace(/\s+/g, " "), LONGEST_MESSAGE)
    .replace(/[@#](?=\S)/g, `$&${WORD_JOINER}`)
    .replace(/\bGH-(?=\d)/gi, `$&${WORD_JOINER}`);
}
