const LONGEST = 200;

/**
 * Spells out every character that would not be seen or would reorder what is: control and format characters, line
 * breaks, broken halves of characters.
 *
 * @param most How many characters are kept; what is longer ends with an ellipsis. Default 200.
 */
export function visible(text: string, most = LONGEST): string {
  // No character is longer than two code units: what comes behind them can't be kept anyway.
  const characters = [...text.slice(0, 2 * most + 2)];
  const kept = characters.length > most ? [...characters.slice(0, most - 1), "…"] : characters;
  return kept.join("").replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}
