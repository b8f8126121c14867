import type { Emulator } from "pulumi-volcengine-rtc/emulator";
import { medianOf } from "./figures/median";
import { STEPS, type Step } from "./figures/tasks";
import { freshStart } from "./fleet";
import { type Operation, type Program, Stack, succeeded } from "./stack";
import type { Workspace } from "./workspace";

export type Life = Record<Step, Operation> & {
  bytes: number;
  properties: number;
  memory: number;
  refused: number;
  unfinished: number;
};

export interface TasksSample {
  task: Life;
  noOp: Life;
  documented: Life;
}

/** One resource for each room, next to one that does nothing and to one written from the documentation. */
export async function measureTasks(workspace: Workspace, emulator: Emulator, rooms: number): Promise<TasksSample> {
  const life = (program: Program) => live(workspace, emulator, program, rooms);
  const task = await life("tasks");
  const noOp = await life("no-op");
  const documented = await life("documented");
  for (const step of STEPS) for (const each of [task, noOp]) succeeded(each[step]);
  return { task, noOp, documented };
}

async function live(workspace: Workspace, emulator: Emulator, program: Program, rooms: number): Promise<Life> {
  await freshStart(emulator);
  const stack = await Stack.create(workspace, program, rooms, emulator.environment);
  const up = await stack.up();
  const sizes = await stack.resourceSizes();
  const memory = await stack.peakMemory();
  const preview = await stack.preview();
  const destroy = await stack.destroy();
  const left = (await stack.resourceSizes()).length;
  const { actions } = await emulator.admin.stats();
  await stack.dispose();
  return {
    up,
    preview,
    destroy,
    bytes: sizes.length === 0 ? 0 : medianOf(sizes, ({ whole }) => whole),
    properties: sizes.length === 0 ? 0 : medianOf(sizes, ({ properties }) => properties),
    memory,
    refused: actions.StartSegment.refusedByLimit + actions.StopSegment.refusedByLimit,
    unfinished: rooms - sizes.length + left,
  };
}
