import type { SegmentApi } from "../api/client";
import type { TaskId } from "../identity";
import type { Owner } from "../owner";
import { isOver } from "../status";
import type { Holders } from "../task/holders";
import { lookUp } from "../task/look";
import { taskOperation } from "../task/operation";
import { isUnconfirmed, type TaskState, whose } from "../task/state";
import { stopById, stopTask } from "../task/stop";
import type { GroupInputs } from "./inputs";
import type { Progress } from "./rooms";

/** What the operations on a group share. */
export interface GroupWork {
  api: SegmentApi;
  owner: Owner;
  /** What tells the group's state from all others. */
  mark: string | undefined;
  holders: Holders;
  progress: Progress;
}

type RoomRun = TaskId & TaskState;

/** How many rooms of a group are looked at to stand for all. */
const WITNESSES = 20;

/**
 * Looks at some of the runs that a group owns. Its ids are shared with nobody but a twin: the same group of the same names,
 * made after its stack was renamed. A twin has started its tasks anew, so a few looks spare a look at each: they would
 * cost more time than the calls that change something, as the API allows fewer.
 */
export async function isUndisputed(work: GroupWork, inputs: GroupInputs, runs: Iterable<RoomRun>): Promise<boolean> {
  const certain = [...runs].filter((run) => !isUnconfirmed(run) && !isOver(run));
  if (certain.length === 0) return false;
  const distance = Math.ceil(certain.length / WITNESSES);
  const witnesses = certain.filter((_, index) => index % distance === 0);
  const isOwn = async (run: RoomRun) => {
    const seen = await lookUp(work.api, run, taskOperation(work.api, inputs));
    return seen === undefined || whose(work.owner, run, seen) === "own";
  };
  try {
    return (await Promise.all(witnesses.map(isOwn))).every((own) => own);
  } catch {
    return false;
  }
}

/** Stops a group's run in one room. @returns whether it was the group's to stop. */
export async function stopRoom(
  work: GroupWork,
  inputs: GroupInputs,
  run: RoomRun & { businessId?: string | undefined },
  undisputed: boolean,
): Promise<boolean> {
  const { api, owner, mark, holders } = work;
  if (holders.successor(run, owner, run, mark) !== undefined) return false;
  const operation = taskOperation(work.api, inputs);
  let own = true;
  if (undisputed && !isUnconfirmed(run) && !isOver(run)) await stopById(api, run, operation);
  // A group's ids are never the user's choice.
  else own = (await stopTask(api, { task: run, state: run, owner, derived: true }, operation)) === "stopped";
  holders.stopped(run, run.startTime);
  return own;
}
