import { closest, distance } from "fastest-levenshtein";

/** `did you mean "x"?` for a value close to one of the words, else nothing. */
export function suggestion(value: unknown, words: readonly string[]): string | undefined {
  if (typeof value !== "string" || words.length === 0) return undefined;
  const lower = value.toLowerCase();
  const sameLetters = words.find((word) => word.toLowerCase() === lower);
  const nearest = sameLetters ?? closest(value, words);
  const near = distance(lower, nearest.toLowerCase()) <= Math.max(1, Math.floor(nearest.length / 3));
  return near ? `did you mean ${JSON.stringify(nearest)}?` : undefined;
}
