import { visible } from "../../visible";

/** A name that someone chose: shown as it is, and never as formatting, a link or a mention. */
export interface Name {
  name: string;
}

/** A text in which names stand apart from words, so that every format can show them safely. */
export type Phrase = readonly (string | Name)[];

/**
 * Makes a phrase; what is put in is a name, or a phrase of its own.
 *
 * @example
 * ```ts
 * phrase`The task of room ${roomId} stops`;
 * ```
 */
export function phrase(words: TemplateStringsArray, ...values: (string | Phrase)[]): Phrase {
  return words.flatMap((text, at) => {
    const value = values[at];
    if (value === undefined) return text === "" ? [] : [text];
    return [text, ...(typeof value === "string" ? [{ name: value }] : value)].filter((part) => part !== "");
  });
}

/** `a, b and c` */
export function listed(phrases: readonly Phrase[], last = "and"): Phrase {
  return phrases.flatMap((part, at) => {
    if (at === 0) return part;
    return [at === phrases.length - 1 ? ` ${last} ` : ", ", ...part];
  });
}

const NAMED = 3;

/** Names as a list, in which many are counted: `a`, `b`, `c` and 25 more. The same one counts once. */
export function named(names: readonly string[]): Phrase {
  const distinct = [...new Set(names)];
  const phrases = distinct.map((name): Phrase => [{ name }]);
  if (distinct.length <= NAMED + 1) return listed(phrases);
  return listed([...phrases.slice(0, NAMED), [`${distinct.length - NAMED} more`]]);
}

/** Whether `named` counts some of these names instead of naming them. */
export function isShortened(names: readonly string[]): boolean {
  return new Set(names).size > NAMED + 1;
}

/** What is taken of words someone else wrote: more is cut in every format, and a split has its limits. */
const MOST = 4_000;

/** Words someone else wrote. What stands in double quotes in them is taken for a name. */
export function quotesAsNames(words: string): Phrase {
  return words
    .slice(0, MOST)
    .split(/"([^"\\]*(?:\\.[^"\\]*)*)"/)
    .map((part, at) => (at % 2 === 1 ? { name: part } : part))
    .filter((part) => part !== "");
}

/** The phrase as plain text on one line, with the names in quotes. */
export function plainText(words: Phrase): string {
  return words
    .map((part) => (typeof part === "string" ? visible(part, Number.POSITIVE_INFINITY) : `"${visible(part.name)}"`))
    .join("");
}
