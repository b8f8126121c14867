import type { Step } from "../review/input/step";
import type { SegmentApi } from "../segment/api/client";
import { resourceId } from "../segment/identity";
import { isOver } from "../segment/status";
import type { TaskState } from "../segment/task/state";
import type { Stack } from "../stack/stack";
import { type StackTask, tasksOf } from "../stack/stack-tasks";
import { lookAtTasks, type TaskLook } from "../tasks/look";
import { UserError } from "../user-error";
import type { Engine } from "./engine";
import type { EventTask, KeepEvent } from "./events";
import { driftOf, fateOf } from "./fate";
import { isLeftBy, StackLocked } from "./locks";
import type { Interrupted, Notes } from "./notes";
import { endedIdle, type Pauses } from "./pauses";
import { differencesIn, fingerprint } from "./verdict";

/** @param round Whether an event that names no room counts for all rooms of its app. */
export type HasNews = (ended: Ended, round: boolean) => boolean;

/** What a keeper works with. */
export interface Parts {
  /** The stack as it is now. @throws {UserError} */
  readStack(): Promise<Stack>;
  /** The way to the API with the keys of a stack. */
  apiOf(stack: Stack): SegmentApi;
  engine: Engine;
  notes: Notes;
  pauses: Pauses;
  /** Whether something happened in a task's room since its end; absent where no events are received. */
  hasNews: HasNews | undefined;
  dryRun: boolean;
  /** Told each thing once, as long as it is the latest of its subject. @param state In which the subject is. */
  say(event: KeepEvent, subject?: string, state?: string): void;
  /** Nothing is to be said of a subject any more; what comes later is news. */
  settle(subject: string): void;
  now(): number;
}

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
  /** Ended tasks that are started when something happens in their rooms. */
  waiting: Ended[];
}

/** A task that has ended, and what is known of its run. */
export interface Ended {
  item: StackTask;
  known: TaskState;
}

/** One name for a task whichever run of it is meant. */
export function keyOf({ urn, task }: Pick<StackTask, "urn" | "task">): string {
  return `${urn} ${task.roomId}`;
}

/**
 * Looks at all tasks of the stack, or at some, and starts again what has ended.
 *
 * @param only The keys of the tasks to look at, as something just happened in their rooms. Default: all.
 */
export async function keepRound(parts: Parts, only?: ReadonlySet<string>): Promise<RoundResult> {
  const { notes, say, settle, pauses, now } = parts;
  const stack = await parts.readStack();
  const all = stack.resources.flatMap(tasksOf);
  const looks = await lookAtTasks(
    only === undefined ? all : all.filter((task) => only.has(keyOf(task))),
    parts.apiOf(stack),
    () => {},
    now(),
  );
  const sorted = sortOut(parts, looks, only === undefined);
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
    waiting: sorted.waiting,
  };
}

/** Sorts tasks by what is to be done with them, and tells it. */
function sortOut({ pauses, hasNews, say, now }: Parts, looks: readonly TaskLook[], round: boolean) {
  const due: Ended[] = [];
  const waiting: Ended[] = [];
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
    if (hasNews !== undefined && endedIdle(known) && !hasNews({ item, known }, round)) {
      say({ event: "waitsForEvent", ...task }, `waits ${key}`, run);
      waiting.push({ item, known });
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
  return { due, waiting, doubts, byStatus, running, notYet, leftovers };
}

interface Healed {
  started: number;
  notStarted: number;
}

const NOTHING_DUE: Healed = { started: 0, notStarted: 0 };

async function heal(
  parts: Parts,
  due: readonly Ended[],
  lost: Map<string, string>,
  looks: readonly TaskLook[],
  interrupted: readonly Interrupted[],
): Promise<Healed> {
  const { engine, notes, say, settle, dryRun } = parts;
  const forget = async () => {
    for (const start of interrupted) await start.forget();
  };
  if (due.length + lost.size === 0) {
    await forget();
    return NOTHING_DUE;
  }
  const nothing = (): Healed => ({ started: 0, notStarted: due.length + lost.size });
  const failed = (reason: string) => {
    for (const { item } of due) {
      say({ event: "notStarted", ...eventTask(item), reason }, `failed ${keyOf(item)}`, reason);
    }
    return nothing();
  };
  try {
    const steps = await previewOf(engine, due, lost);
    const targets = new Set([...due.map(({ item }) => item.urn), ...lost.keys()]);
    if (targets.size === 0) {
      await forget();
      return NOTHING_DUE;
    }
    const differences = [...differencesIn(steps, { targets, lost }), ...driftIn(looks, targets)];
    if (differences.length > 0) {
      say({ event: "differs", urns: [...targets], differences }, "differs", JSON.stringify(differences));
      return nothing();
    }
    settle("differs");
    if (dryRun) {
      for (const { item, known } of due) {
        say({ event: "wouldStart", ...eventTask(item) }, `would ${keyOf(item)}`, known.startTime);
      }
      return nothing();
    }
    const planned = steps.filter(({ urn }) => targets.has(urn));
    await notes.begin(planned.map((step) => ({ urn: step.urn, inputs: fingerprint(step) })));
    try {
      await unlessLocked(parts, interrupted, async () => {
        if (lost.size > 0) await engine.up([...lost.keys()], false);
        if (due.length > 0) await engine.up([...new Set(due.map(({ item }) => item.urn))], true);
      });
    } finally {
      await notes.end();
    }
    await forget();
    settle("locked");
    return await tellStarted(parts, due, lost, "`pulumi up` ended well, and it does not run all the same");
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (error instanceof StackLocked) {
      say({ event: "locked", by: [...error.locks] }, "locked", error.locks.join());
      return nothing();
    }
    // Some of them may run all the same.
    const told = await tellStarted(parts, due, lost, error.message).catch((second: unknown) => {
      if (second instanceof UserError) return failed(error.message);
      throw second;
    });
    return told;
  }
}

/** How the CLI says that a target is neither in the state nor declared by the program. */
const NO_TARGET = "could not be found";

/** Takes out of the lost ones what the program declares no more. */
async function previewOf(engine: Engine, due: readonly Ended[], lost: Map<string, string>): Promise<Step[]> {
  const targets = new Set([...due.map(({ item }) => item.urn), ...lost.keys()]);
  if (targets.size === 0) return [];
  try {
    return await engine.preview([...targets]);
  } catch (error) {
    if (!(error instanceof UserError) || !error.message.includes(NO_TARGET)) throw error;
    const undeclared = [...lost.keys()].filter((urn) => error.message.includes(urn));
    if (undeclared.length === 0) throw error;
    for (const urn of undeclared) lost.delete(urn);
    return previewOf(engine, due, lost);
  }
}

function driftIn(looks: readonly TaskLook[], targets: ReadonlySet<string>): string[] {
  return looks
    .filter(({ item }) => targets.has(item.urn))
    .flatMap((look) => {
      const fields = driftOf(look);
      const { roomId } = look.item.task;
      return fields.length === 0
        ? []
        : [`room ${roomId}: was changed by somebody else, and would be changed back (${fields.join(", ")})`];
    });
}

/** Does the work, and if a lock is in the way that an interrupted start of this machine left, removes that first. */
async function unlessLocked({ engine, say }: Parts, interrupted: readonly Interrupted[], work: () => Promise<void>) {
  try {
    await work();
  } catch (error) {
    const gone = interrupted.map(({ cli }) => cli);
    if (!(error instanceof StackLocked) || !isLeftBy(error.locks, gone)) throw error;
    await engine.removeLocks();
    say({ event: "lockBroken", by: error.locks.join() });
    await work();
  }
}

/** Looks into the state which of them runs by now, and tells it. */
async function tellStarted(
  parts: Parts,
  due: readonly Ended[],
  lost: ReadonlyMap<string, string>,
  otherwise: string,
): Promise<Healed> {
  const { say, settle, pauses, now } = parts;
  const { resources } = await parts.readStack();
  const tasks = resources.flatMap(tasksOf).filter(({ leftover }) => !leftover);
  const byKey = new Map(tasks.map((task) => [keyOf(task), task]));
  let [started, notStarted] = [0, 0];
  const tell = (item: StackTask, known: TaskState | undefined) => {
    const state = byKey.get(keyOf(item))?.state;
    if (state === undefined || isOver(state) || state.startTime === undefined || state.startTime === known?.startTime) {
      notStarted += 1;
      if (known !== undefined) pauses.notStarted(keyOf(item), known, now());
      say({ event: "notStarted", ...eventTask(item), reason: otherwise }, `failed ${keyOf(item)}`, otherwise);
      return;
    }
    const secondsWithout =
      known?.endTime === undefined
        ? null
        : Math.max(0, (Date.parse(state.startTime) - Date.parse(known.endTime)) / 1000);
    started += 1;
    settle(`failed ${keyOf(item)}`);
    say({ event: "started", ...eventTask(item), startTime: state.startTime, secondsWithout });
  };
  for (const { item, known } of due) tell(item, known);
  for (const urn of lost.keys()) {
    const found = tasks.filter((task) => task.urn === urn);
    if (found.length === 0) {
      notStarted += 1;
      say({ event: "notStarted", urn, id: null, roomId: null, reason: otherwise }, `failed ${urn}`, otherwise);
    }
    for (const item of found) tell(item, undefined);
  }
  return { started, notStarted };
}

function eventTask({ urn, task }: StackTask): EventTask {
  return { urn, id: resourceId(task), roomId: task.roomId };
}
