/** Why an `up` failed. */
export interface Failures {
  /** What is the matter with a room. */
  rooms: ReadonlyMap<string, string>;
  /** What is the matter with all others that were to be changed; absent where they are done. */
  others?: string | undefined;
}

/** A line of a group's error: the rooms that share a reason, and the reason. */
const ROOMS_LINE = /^\s*(?:\* )?([\w@.-]+(?:, [\w@.-]+)*): (.+)$/gm;
/** The line about those that it did not get to. */
const MORE_ROOMS_LINE = /^\s*(?:\* )?\d+ more rooms: (.+)$/m;

/**
 * @param told What the engine said of the resources.
 * @param error What the Automation API threw.
 */
export function failuresIn(told: string, error: unknown): Failures {
  const rooms = new Map(
    [...told.matchAll(ROOMS_LINE)].flatMap(([, names = "", reason = ""]) =>
      names.split(", ").map((room) => [room, reason] as const),
    ),
  );
  return { rooms, others: rooms.size > 0 ? MORE_ROOMS_LINE.exec(told)?.[1] : told.trim() || reasonOf(error) };
}

/** The CLI's own words, of all that the Automation API repeats of its output. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /^error: (.+)$/m.exec(message)?.[1] ?? message;
}
