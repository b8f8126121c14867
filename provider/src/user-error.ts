/**
 * An error that is meant for the user: its message says all there is to say, and a stack would only bury it. Whatever else
 * is thrown is a bug, here or in a dependency.
 */
export class UserError extends Error {}

/** The bugs that an error is, or that are behind it: what a sentence for the user says of them is not enough to find them. */
export function bugsBehind(error: unknown): Error[] {
  if (error instanceof AggregateError) return error.errors.flatMap(bugsBehind);
  if (!(error instanceof Error)) return [];
  return error instanceof UserError ? bugsBehind(error.cause) : [error];
}
