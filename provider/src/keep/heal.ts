import type { Step } from "../review/input/step";
import { isOver } from "../segment/status";
import type { TaskState } from "../segment/task/state";
import { type StackTask, tasksOf } from "../stack/stack-tasks";
import { UserError } from "../user-error";
import { eventTask, keyOf } from "./event-task";
import { isLeftBy, StackLocked } from "./locks";
import type { Interrupted, Targets } from "./notes";
import type { Ended, Parts } from "./parts";
import { judgePreview, type Previewed, requireSameStack, type Situation } from "./previewed";
import { fingerprint } from "./verdict";

/** How many tasks were started again, and how many that shall run were not. */
export interface Healed {
  started: number;
  notStarted: number;
}

const NOTHING_DUE: Healed = { started: 0, notStarted: 0 };

/** Starts tasks again, where nothing else would happen. */
export async function heal(parts: Parts, situation: Situation): Promise<Healed> {
  const { say, settle, dryRun } = parts;
  const { findings, lost, interrupted } = situation;
  const { due } = findings;
  const all = due.length + lost.size;
  try {
    const previewed = all === 0 ? undefined : await judgePreview(parts, situation, findings.preview());
    const healed = previewed === undefined ? NOTHING_DUE : await startAllowed(parts, situation, previewed);
    if (dryRun) return healed;
    if (healed.notStarted === 0) for (const one of interrupted) await one.forget();
    settle("locked");
    return healed;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (error instanceof StackLocked) {
      say({ event: "locked", by: [...error.locks] }, "locked", error.locks.join());
    } else {
      for (const { item } of due) tellNotStarted(parts, item, error.message);
    }
    return { started: 0, notStarted: all };
  }
}

/** Starts what does not differ; with `--dry-run` only says so. */
async function startAllowed(parts: Parts, situation: Situation, previewed: Previewed): Promise<Healed> {
  const { findings, lost, interrupted } = situation;
  const { steps, stack, differing } = previewed;
  const { due } = findings;
  const plan = {
    due: due.filter(({ item }) => !differing.has(item.urn)),
    lost: [...lost.keys()].filter((urn) => !differing.has(urn)),
  };
  if (parts.dryRun) {
    for (const { item, known } of plan.due) {
      parts.say({ event: "wouldStart", ...eventTask(item) }, `would ${keyOf(item)}`, known.startTime);
    }
    return { started: 0, notStarted: due.length + lost.size };
  }
  const held = due.length - plan.due.length + lost.size - plan.lost.length;
  const targets = new Set([...plan.due.map(({ item }) => item.urn), ...plan.lost]);
  if (targets.size === 0) return { started: 0, notStarted: held };
  const planned = steps.filter(({ urn }) => targets.has(urn)).map(noteOf);
  await requireSameStack(parts, stack);
  const told = await start(parts, { ...plan, planned, all: lost }, interrupted);
  return { ...told, notStarted: told.notStarted + held };
}

/** What is started at once. */
interface Plan {
  due: Ended[];
  /** URNs of what an interrupted start took out of the state. */
  lost: string[];
  planned: Targets;
  /** All that interrupted starts took out, also what can't be made good now. */
  all: ReadonlyMap<string, string>;
}

const noteOf = (step: Step) => ({ urn: step.urn, inputs: fingerprint(step) });

/** @throws {StackLocked} */
async function start(parts: Parts, plan: Plan, interrupted: readonly Interrupted[]): Promise<Healed> {
  const { engine, notes } = parts;
  const { due, lost, planned, all } = plan;
  const others = [...all].map(([urn, inputs]) => ({ urn, inputs }));
  const remaining = others.filter(({ urn }) => !lost.includes(urn));
  await notes.begin([...planned, ...remaining]);
  try {
    await unlessLocked(parts, interrupted, async () => {
      // The engine refuses to look at what is in no state.
      if (lost.length > 0) await engine.up(lost, false);
      if (due.length > 0) await engine.up([...new Set(due.map(({ item }) => item.urn))], true);
    });
  } catch (error) {
    if (error instanceof StackLocked) await notes.end(others);
    else notes.leave();
    if (error instanceof StackLocked || !(error instanceof UserError)) throw error;
    // Some of them may run all the same.
    return tellStarted(parts, plan, error.message);
  }
  await notes.end(remaining);
  return tellStarted(parts, plan, "`pulumi up` ended well, and it does not run all the same");
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
  { due, lost }: Pick<Plan, "due" | "lost">,
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
      tellNotStarted(parts, item, otherwise);
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
  for (const urn of lost) {
    const found = tasks.filter((task) => task.urn === urn);
    if (found.length === 0) {
      notStarted += 1;
      say({ event: "notStarted", urn, id: null, roomId: null, reason: otherwise }, `failed ${urn}`, otherwise);
    }
    for (const item of found) tell(item, undefined);
  }
  return { started, notStarted };
}

function tellNotStarted({ say }: Parts, item: StackTask, reason: string): void {
  say({ event: "notStarted", ...eventTask(item), reason }, `failed ${keyOf(item)}`, reason);
}
