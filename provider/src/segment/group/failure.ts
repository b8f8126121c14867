import { masking } from "../../rtc-api/masking";
import { UserError } from "../../user-error";
import { nameOf } from "../owner";
import type { Holder } from "../task/holders";

/** What could not be done in the rooms of a group. */
export type RoomFailure =
  | { kind: "failed"; roomId: string; error: unknown }
  /** Of so many rooms more there was no hope. */
  | { kind: "notAttempted"; rooms: number };

/** Something could not be done in some rooms of a group. */
export class GroupError extends UserError {
  /** What happened, and a line for each reason, with all rooms that share it. */
  readonly reasons: readonly string[];

  /**
   * @param verb What was to be done to them.
   * @param rest What became of the other rooms, as a clause that ends with "; ".
   */
  constructor(
    { owner, secrets = [] }: Holder,
    verb: "started" | "changed" | "read" | "stopped",
    failures: readonly RoomFailure[],
    rest: string,
  ) {
    const count = failures.reduce((sum, failure) => sum + (failure.kind === "failed" ? 1 : failure.rooms), 0);
    const rooms = count === 1 ? "1 room" : `${count} rooms`;
    const headline = `${nameOf(owner)}: ${rooms} could not be ${verb}; ${rest}run the same command again`;
    const reasons = [headline, ...linesOf(failures)].map(masking(secrets));
    const errors = failures.flatMap((failure) => (failure.kind === "failed" ? [failure.error] : []));
    super(reasons.join("\n"), { cause: new AggregateError(errors) });
    this.reasons = reasons;
  }
}

function linesOf(failures: readonly RoomFailure[]): string[] {
  const rooms = new Map<string, string[]>();
  for (const failure of failures) {
    const { name, reason } = wordsOf(failure);
    rooms.set(reason, [...(rooms.get(reason) ?? []), name]);
  }
  return [...rooms].map(([reason, names]) => `${names.join(", ")}: ${reason}`);
}

function wordsOf(failure: RoomFailure): { name: string; reason: string } {
  if (failure.kind === "notAttempted") {
    return { name: `${failure.rooms} more rooms`, reason: "not attempted, as everything just before had failed" };
  }
  const { roomId, error } = failure;
  return { name: roomId, reason: error instanceof Error ? error.message : String(error) };
}
