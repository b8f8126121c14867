import { isDeepStrictEqual } from "node:util";
import type { Stack } from "../stack/stack";
import type { StateResource } from "../stack/state";
import type { TaskLook } from "../tasks/look";
import { UserError } from "../user-error";
import { eventTask } from "./event-task";
import { driftOf } from "./fate";
import { type Findings, type Preview, preview } from "./findings";
import type { Interrupted } from "./notes";
import type { Parts } from "./parts";
import { type Difference, differencesIn } from "./verdict";

/** What a round knows when all tasks have been looked at. */
export interface Situation {
  findings: Findings;
  looks: readonly TaskLook[];
  /** What interrupted starts took out of the state, and what it was asked to be, by URN. */
  lost: Map<string, string>;
  interrupted: readonly Interrupted[];
}

/** How the CLI says that a target is neither in the state nor declared by the program. */
const NO_TARGET = "could not be found";

/** A preview, and what of it is held back. */
export interface Previewed extends Preview {
  /** The URNs of which more than a start would happen. */
  differing: ReadonlySet<string>;
}

/** Takes out of the lost ones what the program declares no more. @returns nothing when there is nothing left to start. */
export async function judgePreview(
  parts: Parts,
  situation: Situation,
  begun: Promise<Preview>,
): Promise<Previewed | undefined> {
  const { say, settle } = parts;
  const { findings, lost, looks } = situation;
  const targets = new Set([...findings.due.map(({ item }) => item.urn), ...lost.keys()]);
  let made: Preview;
  try {
    made = await begun;
  } catch (error) {
    if (!(error instanceof UserError) || !error.message.includes(NO_TARGET)) throw error;
    const undeclared = [...lost.keys()].filter((urn) => error.message.includes(urn));
    if (undeclared.length === 0) throw error;
    for (const urn of undeclared) {
      lost.delete(urn);
      targets.delete(urn);
    }
    return targets.size === 0 ? undefined : judgePreview(parts, situation, preview(parts, targets));
  }
  const found = [...differencesIn(made.steps, { targets, lost }), ...driftIn(looks, targets)];
  if (found.length === 0) {
    settle("differs");
    return { ...made, differing: new Set() };
  }
  // Of a resource that is no target nothing should happen at all: then nothing does.
  const beyond = found.some(({ urn }) => !targets.has(urn));
  const differing = beyond ? targets : new Set(found.map(({ urn }) => urn));
  const differences = found.map(({ words }) => words);
  say({ event: "differs", urns: [...differing], differences }, "differs", JSON.stringify(differences));
  return { ...made, differing };
}

/** What was previewed must hold for what is started. @throws {UserError} when somebody deployed since. */
export async function requireSameStack(parts: Parts, { resources }: Stack): Promise<void> {
  const now = await parts.readStack();
  if (isDeepStrictEqual(inOrder(now.resources), inOrder(resources))) return;
  throw new UserError("somebody changed the stack after the preview; another round looks again");
}

/** The engine writes resources down as they come, with each `up` in another order. */
function inOrder(resources: readonly StateResource[]): StateResource[] {
  const name = ({ urn, id }: StateResource) => `${urn} ${id}`;
  return [...resources].sort((one, other) => (name(one) < name(other) ? -1 : 1));
}

function driftIn(looks: readonly TaskLook[], targets: ReadonlySet<string>): Difference[] {
  return looks
    .filter(({ item }) => targets.has(item.urn))
    .flatMap((look) => {
      const fields = driftOf(look);
      const { urn } = look.item;
      const { roomId } = eventTask(look.item);
      const words = `room ${roomId}: was changed by somebody else, and would be changed back (${fields.join(", ")})`;
      return fields.length === 0 ? [] : [{ urn, words }];
    });
}
