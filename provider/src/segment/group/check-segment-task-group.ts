import type { Diagnostic } from "../../inputs/diagnostic";
import { hasUnknown, UNKNOWN } from "../../inputs/unknown";

const UNKNOWN_PROBLEM = {
  path: "",
  message: `"${UNKNOWN}" can't be a value, as Pulumi takes it for one that is not known yet; use another`,
};

/**
 * Checks the arguments of a `SegmentTaskGroup` without an engine and without a call, for programs that take rooms from
 * others: what passes here is not refused by the provider's own check, which is the same. Loads the validation with the first
 * check.
 *
 * @param args The arguments, plain: without Outputs. Anything may be given, such as what a request's JSON says.
 * @returns All problems at once, each with its path, such as `rooms.lobby.duration`; none when the arguments are valid.
 *
 * @example
 * ```ts
 * const problems = await checkSegmentTaskGroup({ ...common, rooms: { lobby: JSON.parse(body) } });
 * ```
 */
export async function checkSegmentTaskGroup(args: unknown): Promise<readonly Diagnostic[]> {
  const { validateGroup } = await import("./schema.js");
  const validation = validateGroup(args);
  const problems = validation.valid === false ? validation.problems : [];
  return hasUnknown(args) ? [...problems, UNKNOWN_PROBLEM] : problems;
}
