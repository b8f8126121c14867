import type { TaskId } from "../segment/identity";
import { type StackTask, tasksOf } from "../stack/stack-tasks";
import { lookAtTasks, type TaskLook } from "../tasks/look";
import { eventTask, keyOf } from "./event-task";
import { fateOf } from "./fate";
import { heal } from "./heal";
import type { Ended, Parts } from "./parts";
import { endedIdle } from "./pauses";

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
  const lookAt = (tasks: StackTask[]) => lookAtTasks(tasks, parts.apiOf(stack), () => {}, now());
  const looks = await (rooms === undefined ? lookAt(all) : lookWhereEnded(all, rooms, lookAt));
  if (rooms !== undefined && looks.length === 0) return NOTHING_DONE;
  const sorted = sortOut(parts, looks, rooms === undefined);
  const interrupted = await notes.interrupted();
  const held = new Set(stack.resources.map(({ urn }) => urn));
  const lost = new Map(
    interrupted.flatMap(({ targets }) =>
      targets.filter(({ urn }) => !held.has(urn)).map(({ urn, inputs }) => [urn, inputs]),
    ),
  );
  const healed = await heal(parts, sorted.due, lost, looks, interrupted);
  await notes.savePauses(pauses.table);
  const { doubts } = sorted;
  const notStarted = sorted.notYet + healed.notStarted;
  const blind = doubts.length > 0;
  if (blind && doubts.length < looks.length) {
    const reason = `${doubts.length} of ${looks.length} tasks: ${doubts[0]}`;
    say({ event: "blind", reason, retrySeconds: null }, "doubt", reason);
  } else if (!blind) settle("doubt");
  return {
    outcome: notStarted > 0 ? "unhealed" : blind ? "blind" : "good",
    reason: doubts.length === looks.length ? (doubts[0] ?? "") : "",
    byStatus: sorted.byStatus,
    tasks: looks.length - sorted.leftovers,
    running: sorted.running + healed.started,
    started: healed.started,
    notStarted,
  };
}

/** Looks at the resources that have an ended task in one of these rooms; at no others. */
async function lookWhereEnded(
  all: readonly StackTask[],
  rooms: ReadonlySet<string>,
  lookAt: (tasks: StackTask[]) => Promise<TaskLook[]>,
): Promise<TaskLook[]> {
  const isIn = ({ task }: StackTask) => rooms.has(roomOf(task));
  const inRooms = await lookAt(all.filter(isIn));
  const urns = new Set(inRooms.filter((look) => fateOf(look)?.kind === "over").map(({ item }) => item.urn));
  const others = await lookAt(all.filter((item) => urns.has(item.urn) && !isIn(item)));
  return [...inRooms.filter(({ item }) => urns.has(item.urn)), ...others];
}

/** Sorts tasks by what is to be done with them, and tells it. */
function sortOut({ pauses, news, say, now }: Parts, looks: readonly TaskLook[], round: boolean) {
  const due: Ended[] = [];
  const doubts: string[] = [];
  const byStatus: Record<string, number> = {};
  let [running, notYet, leftovers] = [0, 0, 0];
  for (const look of looks) {
    const { item } = look;
    const fate = fateOf(look);
    if (fate === undefined) {
      leftovers += 1;
      continue;
    }
    if (fate.kind === "doubt") {
      doubts.push(fate.problem);
      continue;
    }
    const { kind, known } = fate;
    byStatus[known.status] = (byStatus[known.status] ?? 0) + 1;
    if (kind === "runs") {
      running += 1;
      continue;
    }
    const task = eventTask(item);
    const key = keyOf(item);
    const run = String(known.startTime);
    const { stopReason = null, endTime = null, status } = known;
    if (kind === "kept") {
      say({ event: "kept", ...task, stopReason, endTime }, `ended ${key}`, run);
      continue;
    }
    say({ event: "ended", ...task, status, stopReason, endTime }, `ended ${key}`, run);
    if (news !== undefined && endedIdle(known) && !news.since({ item, known }, round)) {
      say({ event: "waitsForEvent", ...task }, `waits ${key}`, run);
      continue;
    }
    const pause = pauses.ofEnded(key, known, now());
    if (pause === undefined) {
      due.push({ item, known });
      continue;
    }
    notYet += 1;
    const until = new Date(pause.until).toISOString();
    say({ event: "pausedUntil", ...task, until, shortRuns: pause.short }, `pause ${key}`, until);
  }
  return { due, doubts, byStatus, running, notYet, leftovers };
}
