import type { AdminRun } from "#emulator/index";
import type { Declaration } from "./engine";
import { declare, type Wish } from "./program";
import type { HistoricStack, Kept } from "./world";

const HOUR = 3600_000;

/** A team's stack, its program, and who has to look after it again. */
export interface Stack<Cut> {
  engine: HistoricStack<Cut>;
  tag: string;
  wishes: (Wish | undefined)[];
  /** What a resource was that has another name by now. */
  formerly: Wish | undefined;
  /** Whether somebody else has touched its tasks since the last refresh. */
  touched: boolean;
}

/** A task as a state tells it. */
export interface Known<Cut> {
  stack: Stack<Cut>;
  urn: string;
  roomId: string;
  taskId: string;
  status: string;
  startTime: string | undefined;
  doomed: boolean;
}

/** The tasks that the states of some stacks tell. */
export function knownTasks<Cut>(stacks: readonly Stack<Cut>[]): Known<Cut>[] {
  return stacks.flatMap((stack) => stack.engine.resources.flatMap((saved) => tasksOf(stack, saved)));
}

export function programOf<Cut>({ wishes, tag }: Stack<Cut>, reverse: boolean): Declaration[] {
  const program = wishes.flatMap((wish, slot) => (wish === undefined ? [] : [declare(wish, tag, slot)]));
  return reverse ? program.reverse() : program;
}

function tasksOf<Cut>(stack: Stack<Cut>, { urn, outputs, doomed }: Kept): Known<Cut>[] {
  const tasks = (outputs.tasks as Record<string, Record<string, unknown>> | undefined) ?? {
    [String(outputs.roomId)]: outputs,
  };
  return Object.entries(tasks).map(([roomId, { taskId, status, startTime }]) => ({
    stack,
    urn,
    roomId,
    taskId: String(taskId),
    status: String(status),
    startTime: startTime as string | undefined,
    doomed,
  }));
}

export function isRunOf(
  { RoomId, TaskId, StartTime }: AdminRun,
  { roomId, taskId, startTime }: Pick<Known<unknown>, "roomId" | "taskId" | "startTime">,
): boolean {
  return RoomId === roomId && TaskId === taskId && startTime !== undefined && StartTime === Date.parse(startTime);
}

export function isOutOfSight({ startTime }: Pick<Known<unknown>, "startTime">): boolean {
  return Date.now() - Date.parse(startTime ?? "") > 71 * HOUR;
}
