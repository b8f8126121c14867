import type { TaskId } from "../segment/identity";
import type { Stack } from "../stack/stack";
import { type StackTask, tasksOf } from "../stack/stack-tasks";
import { lookAtTasks, type TaskLook } from "../tasks/look";
import { fateOf } from "./fate";
import { Findings } from "./findings";
import { heal } from "./heal";
import type { Interrupted } from "./notes";
import type { Parts } from "./parts";

/**
 * How a round ended: `good`, all that shall run does; `unhealed`, something does not; `blind`, that could not be told.
 */
export type Outcome = "good" | "unhealed" | "blind";

export interface RoundResult {
  outcome: Outcome;
  /** Why it was blind. */
  reason: string;
  /** Of the tasks that were looked at. */
  byStatus: Readonly<Record<string, number>>;
  tasks: number;
  running: number;
  started: number;
  notStarted: number;
}

export const NOTHING_DONE: RoundResult = {
  outcome: "good",
  reason: "",
  byStatus: {},
  tasks: 0,
  running: 0,
  started: 0,
  notStarted: 0,
};

/** Names a room among those of all apps. */
export function roomOf({ appId, roomId }: Pick<TaskId, "appId" | "roomId">): string {
  return JSON.stringify([appId, roomId]);
}

/**
 * Looks at all tasks of the stack, and starts again what has ended.
 *
 * @param rooms Where something just happened: only if a task of theirs has ended is anything done, and then with its
 * resource alone. Default: all.
 */
export async function keepRound(parts: Parts, rooms?: ReadonlySet<string>): Promise<RoundResult> {
  const { notes, say, settle, pauses, now } = parts;
  const stack = await parts.readStack();
  const all = stack.resources.flatMap(tasksOf);
  const api = parts.apiOf(stack);
  const lookAt: LookAt = (tasks, seen) => lookAtTasks(tasks, api, now(), seen && { seen });
  const known = rooms === undefined ? [] : await lookWhereEnded(all, rooms, lookAt);
  if (rooms !== undefined && known.length === 0) return NOTHING_DONE;
  const lookedAt = new Set(known.map(({ item }) => item));
  const urns = new Set(known.map(({ item }) => item.urn));
  const tasks = rooms === undefined ? all : all.filter(({ urn }) => urns.has(urn));
  const interrupted = await notes.interrupted();
  const lost = lostBy(interrupted, stack);
  const findings = new Findings(parts, tasks, lost.keys(), rooms === undefined);
  for (const look of known) findings.take(look);
  const others = await lookAt(
    tasks.filter((item) => !lookedAt.has(item)),
    (look) => findings.take(look),
  );
  const looks = [...known, ...others];
  const healed = await heal(parts, { findings, looks, lost, interrupted });
  await notes.savePauses(pauses.table);
  const { doubts, byStatus, leftovers } = findings;
  const notStarted = findings.notYet + healed.notStarted;
  const blind = doubts.length > 0;
  if (blind && doubts.length < looks.length) {
    const reason = `${doubts.length} of ${looks.length} tasks: ${doubts[0]}`;
    say({ event: "blind", reason, retrySeconds: null }, "doubt", reason);
  } else if (!blind) settle("doubt");
  return {
    outcome: notStarted > 0 ? "unhealed" : blind ? "blind" : "good",
    reason: doubts.length === looks.length ? (doubts[0] ?? "") : "",
    byStatus,
    tasks: looks.length - leftovers,
    running: findings.running + healed.started,
    started: healed.started,
    notStarted,
  };
}

type LookAt = (tasks: StackTask[], seen?: (look: TaskLook) => void) => Promise<TaskLook[]>;

/** What interrupted starts took out of the state, and what it was asked to be, by URN. */
function lostBy(interrupted: readonly Interrupted[], { resources }: Stack): Map<string, string> {
  const held = new Set(resources.map(({ urn }) => urn));
  const targets = interrupted.flatMap(({ targets }) => targets).filter(({ urn }) => !held.has(urn));
  return new Map(targets.map(({ urn, inputs }) => [urn, inputs]));
}

/** Looks at the tasks of these rooms. @returns what it found of resources of which one has ended. */
async function lookWhereEnded(
  all: readonly StackTask[],
  rooms: ReadonlySet<string>,
  lookAt: LookAt,
): Promise<TaskLook[]> {
  const looks = await lookAt(all.filter(({ task }) => rooms.has(roomOf(task))));
  const urns = new Set(looks.filter((look) => fateOf(look)?.kind === "over").map(({ item }) => item.urn));
  return looks.filter(({ item }) => urns.has(item.urn));
}
