import type { Step } from "../review/input/step";
import { isOver } from "../segment/status";
import type { TaskState } from "../segment/task/state";
import { type StackTask, tasksOf } from "../stack/stack-tasks";
import type { TaskLook } from "../tasks/look";
import { UserError } from "../user-error";
import { eventTask, keyOf } from "./event-task";
import { driftOf } from "./fate";
import { isLeftBy, StackLocked } from "./locks";
import type { Interrupted, Targets } from "./notes";
import type { Ended, Parts } from "./parts";
import { type Difference, differencesIn, fingerprint } from "./verdict";

/** How many tasks were started again, and how many that shall run were not. */
export interface Healed {
  started: number;
  notStarted: number;
}

const NOTHING_DUE: Healed = { started: 0, notStarted: 0 };

/**
 * Starts tasks again, where nothing else would happen.
 *
 * @param lost What interrupted starts took out of the state, and what it was asked to be, by URN.
 */
export async function heal(
  parts: Parts,
  due: readonly Ended[],
  lost: Map<string, string>,
  looks: readonly TaskLook[],
  interrupted: readonly Interrupted[],
): Promise<Healed> {
  const { say, settle, dryRun } = parts;
  const all = due.length + lost.size;
  try {
    const { steps, differing } = all === 0 ? NO_PREVIEW : await previewOf(parts, due, lost, looks);
    const plan = {
      due: due.filter(({ item }) => !differing.has(item.urn)),
      lost: [...lost.keys()].filter((urn) => !differing.has(urn)),
    };
    const held = due.length - plan.due.length + lost.size - plan.lost.length;
    if (dryRun) {
      for (const { item, known } of plan.due) {
        say({ event: "wouldStart", ...eventTask(item) }, `would ${keyOf(item)}`, known.startTime);
      }
      return { started: 0, notStarted: due.length + lost.size };
    }
    const targets = new Set([...plan.due.map(({ item }) => item.urn), ...plan.lost]);
    const planned = steps.filter(({ urn }) => targets.has(urn)).map(noteOf);
    const told = targets.size === 0 ? NOTHING_DUE : await start(parts, { ...plan, planned, all: lost }, interrupted);
    if (held === 0 && told.notStarted === 0) for (const one of interrupted) await one.forget();
    settle("locked");
    return { ...told, notStarted: told.notStarted + held };
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

/** How the CLI says that a target is neither in the state nor declared by the program. */
const NO_TARGET = "could not be found";

interface Previewed {
  steps: readonly Step[];
  /** The URNs of which more than a start would happen. */
  differing: ReadonlySet<string>;
}

const NO_PREVIEW: Previewed = { steps: [], differing: new Set() };

/** Takes out of the lost ones what the program declares no more. */
async function previewOf(
  parts: Parts,
  due: readonly Ended[],
  lost: Map<string, string>,
  looks: readonly TaskLook[],
): Promise<Previewed> {
  const { engine, say, settle } = parts;
  const targets = new Set([...due.map(({ item }) => item.urn), ...lost.keys()]);
  if (targets.size === 0) return NO_PREVIEW;
  let steps: Step[];
  try {
    steps = await engine.preview([...targets]);
  } catch (error) {
    if (!(error instanceof UserError) || !error.message.includes(NO_TARGET)) throw error;
    const undeclared = [...lost.keys()].filter((urn) => error.message.includes(urn));
    if (undeclared.length === 0) throw error;
    for (const urn of undeclared) lost.delete(urn);
    return previewOf(parts, due, lost, looks);
  }
  const found = [...differencesIn(steps, { targets, lost }), ...driftIn(looks, targets)];
  if (found.length === 0) {
    settle("differs");
    return { steps, differing: new Set() };
  }
  // Of a resource that is no target nothing should happen at all: then nothing does.
  const beyond = found.some(({ urn }) => !targets.has(urn));
  const differing = beyond ? targets : new Set(found.map(({ urn }) => urn));
  const differences = found.map(({ words }) => words);
  say({ event: "differs", urns: [...differing], differences }, "differs", JSON.stringify(differences));
  return { steps, differing };
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
