import type { IdentifiedInputs } from "../inputs";
import { resolve } from "../resolve";
import { isOver } from "../status";
import { UnconfirmedTaskError } from "../task/error";
import { taskOperation } from "../task/operation";
import { type Claimant, startTask } from "../task/start";
import { applyUpdate, isGoneUnseen, updateTask } from "../task/update";
import type { RoomFailure } from "./failure";
import { OWN_FIELDS } from "./fields";
import type { GroupInputs } from "./inputs";
import type { RoomStep } from "./plan";
import { roomInputs } from "./room-inputs";
import { inRooms } from "./rooms";
import { type GroupState, type Leftover, type RoomTask, seenTask } from "./state";
import { type GroupWork, isUndisputed, stopRoom } from "./work";

export function concurrencyOf({ maxConcurrency }: Pick<GroupInputs, "maxConcurrency">): number {
  return maxConcurrency ?? OWN_FIELDS.maxConcurrency.default;
}

export interface Outcome {
  /** What runs now; true whatever failed. */
  state: GroupState;
  failures: RoomFailure[];
}

/**
 * Carries out a plan. Every room goes its own way through the life cycle of a single task, and one that fails stops no
 * other. The state it returns knows every task that runs, or may run.
 */
export async function applyPlan(
  work: GroupWork,
  state: GroupState,
  next: GroupInputs,
  steps: readonly RoomStep[],
): Promise<Outcome> {
  const { api, owner, holders } = work;
  const { appId } = state.inputs;
  const before = roomInputs(state.inputs);
  const tasks = new Map(state.tasks);
  const leftovers = new Map(state.leftovers.map((task) => [task.taskId, task]));
  const touched = steps.flatMap((step) => ("task" in step && step.kind !== "keep" ? [leftover(step)] : []));
  const undisputed = touched.length > 0 && (await isUndisputed(work, state.inputs, touched));

  function leftover({ roomId, task }: { roomId: string; task: RoomTask }): Leftover {
    const { drift: _drift, pending: _pending, ...run } = task;
    return { appId, roomId, ...run };
  }

  const stop = async (run: Leftover) => {
    await stopRoom(work, state.inputs, { ...run, businessId: before.get(run.roomId)?.businessId }, undisputed);
  };

  /** `old` runs on beside it, and stays in charge until the new one may run. */
  const start = async (inputs: IdentifiedInputs, earlier: Claimant["earlier"], old?: Leftover) => {
    const takesOver = (task: RoomTask) => {
      tasks.set(inputs.roomId, task);
      holders.hold(inputs, owner, task.startTime);
      if (old !== undefined) leftovers.set(old.taskId, old);
      // Once given up under the same id, now wanted again.
      leftovers.delete(inputs.taskId);
    };
    try {
      const claimant = { owner, earlier, holders };
      takesOver(seenTask(inputs, await startTask(api, inputs, claimant, taskOperation(api, next))));
    } catch (error) {
      if (error instanceof UnconfirmedTaskError) takesOver(error.state);
      throw error;
    }
  };

  const update = async ({ inputs, task }: Extract<RoomStep, { kind: "update" }>) => {
    const wanted = resolve({ ...inputs, taskId: task.taskId });
    const settled = { ...wanted, identifier: wanted.identifier ?? task.identifier };
    const operation = taskOperation(api, next);
    if (undisputed && !isOver(task)) await applyUpdate(api, settled, operation);
    else await updateTask(api, settled, task, owner, operation);
    return settled.identifier;
  };

  const carryOut = async (step: RoomStep): Promise<void> => {
    const { roomId } = step;
    switch (step.kind) {
      case "keep":
        return;
      case "start":
        return start(step.inputs, step.earlier);
      case "stop":
        await stop(leftover(step));
        tasks.delete(roomId);
        return;
      case "update": {
        const { drift: _drift, pending: _pending, ...task } = step.task;
        tasks.set(roomId, { ...step.task, pending: step.because });
        try {
          const identifier = await update(step);
          tasks.set(roomId, { ...task, ...(identifier === undefined ? {} : { identifier }) });
        } catch (error) {
          if (!isGoneUnseen(error, task)) throw error;
          await start(step.inputs, undefined);
        }
        return;
      }
      case "restart": {
        const old = leftover(step);
        tasks.set(roomId, { ...step.task, pending: step.because });
        if (step.stopFirst) {
          await stop(old);
          tasks.delete(roomId);
          return start(step.inputs, undefined);
        }
        await start(step.inputs, undefined, old);
        await stop(old);
        leftovers.delete(old.taskId);
      }
    }
  };

  const finish = async (run: Leftover) => {
    await stop(run);
    leftovers.delete(run.taskId);
  };

  const concurrency = concurrencyOf(next);
  const open = steps.filter((step) => step.kind !== "keep");
  const failures = [
    ...(await inRooms([...leftovers.values()], concurrency, finish, () => {})),
    ...(await inRooms(open, concurrency, carryOut, work.progress)),
  ];
  return { state: { inputs: next, tasks, leftovers: [...leftovers.values()] }, failures };
}

/** Stops everything that is a group's own. @returns how many tasks run on, as they are somebody else's by now. */
export async function stopGroup(
  work: GroupWork,
  { inputs, tasks, leftovers }: GroupState,
): Promise<{ notOwn: number; failures: RoomFailure[] }> {
  const { appId } = inputs;
  const rooms = roomInputs(inputs);
  const runs = [...leftovers, ...[...tasks].map(([roomId, task]) => ({ appId, roomId, ...task }))];
  const undisputed = await isUndisputed(work, inputs, runs);
  let notOwn = 0;
  const stop = async (run: Leftover) => {
    const businessId = rooms.get(run.roomId)?.businessId;
    if (!(await stopRoom(work, inputs, { ...run, businessId }, undisputed))) notOwn++;
  };
  const failures = await inRooms(runs, concurrencyOf(inputs), stop, work.progress);
  return { notOwn, failures };
}
