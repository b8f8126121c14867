import { z } from "zod";

const LONGEST = 64;

const timestamp = z
  .string()
  .max(LONGEST)
  // Go programs write blanks around the parts of a time.
  .transform((text) =>
    text
      .trim()
      .replace(/^(\S+) +(?=\d)/, "$1T")
      .replace(/ +(?=Z$|[+-])/, ""),
  )
  .pipe(z.iso.datetime({ offset: true }));

/** @returns undefined when the text is no time, or doesn't tell its offset from UTC. */
export function readEventTime(text: string): Date | undefined {
  const parsed = timestamp.safeParse(text);
  return parsed.success ? new Date(parsed.data) : undefined;
}
