import type { SegmentApi } from "../../rtc-api/client";
import { createTask } from "../create";
import { deleteTask } from "../delete";
import type { TaskId } from "../identity";
import { type IdentifiedInputs, resolve } from "../resolve";
import { UnconfirmedTaskError } from "../task-error";
import { updateTask } from "../update";
import type { RoomStep } from "./plan";
import { inRooms, type Progress, type RoomFailure } from "./rooms";
import { type GroupInputs, roomInputs } from "./schema";
import { type GroupState, type RoomTask, seenTask } from "./state";

const DEFAULT_CONCURRENCY = 64;

export function concurrencyOf({ maxConcurrency }: Pick<GroupInputs, "maxConcurrency">): number {
  return maxConcurrency ?? DEFAULT_CONCURRENCY;
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
  api: SegmentApi,
  state: GroupState,
  next: GroupInputs,
  steps: readonly RoomStep[],
  progress: Progress,
): Promise<Outcome> {
  const { appId } = state.inputs;
  const before = roomInputs(state.inputs);
  const tasks: Record<string, RoomTask> = { ...state.tasks };
  const leftovers = new Map(state.leftovers.map((task) => [task.taskId, task]));

  const stop = async ({ roomId, taskId }: Pick<TaskId, "roomId" | "taskId">) => {
    await deleteTask(api, { appId, roomId, taskId, businessId: before[roomId]?.businessId });
  };

  /** `old` runs on beside it, and stays in charge until the new one may run. */
  const start = async (inputs: IdentifiedInputs, old?: TaskId) => {
    const takesOver = (task: RoomTask) => {
      tasks[inputs.roomId] = task;
      if (old !== undefined) leftovers.set(old.taskId, old);
      // Once given up under the same id, now wanted again.
      leftovers.delete(inputs.taskId);
    };
    try {
      takesOver(seenTask(inputs, await createTask(api, inputs, "derived")));
    } catch (error) {
      if (error instanceof UnconfirmedTaskError) takesOver({ taskId: inputs.taskId, status: "unknown" });
      throw error;
    }
  };

  const carryOut = async (step: RoomStep): Promise<void> => {
    const { roomId } = step;
    switch (step.kind) {
      case "keep":
        return;
      case "start":
        // What this group once started is brought to the inputs whatever it is by now.
        return start(step.ours ? { ...step.inputs, adopt: true } : step.inputs);
      case "stop":
        await stop({ roomId, taskId: step.task.taskId });
        delete tasks[roomId];
        return;
      case "update": {
        const { drift: _drift, pending: _pending, ...task } = step.task;
        const wanted = resolve({ ...step.inputs, taskId: task.taskId });
        const identifier = wanted.identifier ?? task.identifier;
        tasks[roomId] = { ...step.task, pending: step.because };
        await updateTask(api, { ...wanted, identifier });
        tasks[roomId] = { ...task, ...(identifier === undefined ? {} : { identifier }) };
        return;
      }
      case "restart": {
        const old = { appId, roomId, taskId: step.task.taskId };
        tasks[roomId] = { ...step.task, pending: step.because };
        if (step.stopFirst) {
          await stop(old);
          delete tasks[roomId];
          return start(step.inputs);
        }
        await start(step.inputs, old);
        await stop(old);
        leftovers.delete(old.taskId);
      }
    }
  };

  const finish = async (task: TaskId) => {
    await stop(task);
    leftovers.delete(task.taskId);
  };

  const concurrency = concurrencyOf(next);
  const work = steps.filter((step) => step.kind !== "keep");
  const failures = [
    ...(await inRooms([...leftovers.values()], concurrency, finish, () => {})),
    ...(await inRooms(work, concurrency, carryOut, progress)),
  ];
  return { state: { inputs: next, tasks, leftovers: [...leftovers.values()] }, failures };
}
