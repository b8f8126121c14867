import { z } from "zod";

/** What arguments of any resource are made of. Messages say what would be right; the path in front is added where they are shown. */

const ID_PATTERN = /^[a-zA-Z0-9_@\-.]{1,128}$/;
export const show = (value: unknown): string => JSON.stringify(value) ?? String(value);

const required = (what: string) => (issue: { input?: unknown }) =>
  issue.input === undefined ? `is required: ${what}` : `must be a string: ${what}`;

export const id = (what: string) =>
  z.string({ error: required(what) }).regex(ID_PATTERN, {
    error: ({ input }) =>
      `${show(input)} is not a valid id; use 1 to 128 letters, digits, "_", "@", "-" or "." (${what})`,
  });

export const text = (what: string) =>
  z.string({ error: required(what) }).min(1, { error: `must not be empty: ${what}` });

export const flag = () => z.boolean({ error: ({ input }) => `${show(input)} is not valid; use true or false` });

export function repeated<T>(values: readonly T[]): T[] {
  return [...new Set(values.filter((value, at) => values.indexOf(value) !== at))];
}
