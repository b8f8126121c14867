const collator = new Intl.Collator("en", { numeric: true });

/** The order in which people count: room-2 before room-11. No two different texts are equal in it. */
export function naturally(a: string, b: string): number {
  return collator.compare(a, b) || (a === b ? 0 : a < b ? -1 : 1);
}
