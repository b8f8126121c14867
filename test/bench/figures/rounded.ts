/** What keeps the file short, and changes no figure of the report. */
export function rounded(value: number): number {
  return Number(value.toFixed(3));
}
