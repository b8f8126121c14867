import { bugsBehind } from "../../user-error";

/**
 * Shows the stacks of bugs, and no others: those of errors that are meant for the user would bury the sentence that helps.
 *
 * @param printed Whether the dynamic provider process itself prints the stack of what this work throws. Of a failed create
 * or update it passes on the message alone.
 */
export async function withStacksOfBugs<T>(
  work: () => Promise<T>,
  printed: boolean,
  print: (text: string) => void = console.error,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // One bug may have met a thousand rooms.
    const stacks = [...new Set(bugsBehind(error).map(({ stack }) => stack))].join("\n");
    if (!printed && stacks !== "") print(stacks);
    if (error instanceof Error) error.stack = stacks;
    throw error;
  }
}
