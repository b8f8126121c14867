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

/** Words someone else wrote. What stands in double quotes in them is taken for a name. */
export function quoted(words: string): Phrase {
  return words
    .split(/"([^"\\]*(?:\\.[^"\\]*)*)"/)
    .map((part, at) => (at % 2 === 1 ? { name: part } : part))
    .filter((part) => part !== "");
}

/** The phrase as plain text on one line, with the names in quotes. */
export function plain(words: Phrase): string {
  return words
    .map((part) => (typeof part === "string" ? visible(part, Number.POSITIVE_INFINITY) : `"${visible(part.name)}"`))
    .join("");
}

const LONGEST = 200;

/**
 * Spells out every character that would not be seen or would reorder what is: control and format characters, line
 * breaks, broken halves of characters.
 *
 * @param most How many characters are kept; what is longer ends with an ellipsis. Default 200.
 */
export function visible(text: string, most = LONGEST): string {
  const characters = [...text];
  const kept = characters.length > most ? [...characters.slice(0, most - 1), "…"] : characters;
  return kept.join("").replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}
