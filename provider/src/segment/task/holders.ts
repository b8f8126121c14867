import { resourceId, type TaskId } from "../identity";
import { nameOf, type Owner, ownerText } from "../owner";
import { isUnconfirmed, type TaskState } from "./state";

export interface Rival {
  /** As messages name it. */
  name: string;
  startTime: string | undefined;
}

/** A resource that holds tasks. */
export interface Holder {
  owner: Owner;
  /** What tells its state from all others; by default what its owner is called. */
  mark?: string | undefined;
}

interface Hold {
  owner: Owner;
  /** What tells the owner's state from all others. */
  mark: string;
  /** Of the run it owns; absent as long as only the id is known. */
  startTime: string | undefined;
}

/**
 * Which tasks the resources hold that this process has met. The engine shows all resources of a program to one process,
 * so two of one stack that claim the same task are found here. Nothing else may rest on it: another stack, or another
 * process, is not seen.
 */
export class Holders {
  readonly #holds = new Map<string, Hold[]>();
  readonly #stopped = new Set<string>();
  readonly #declared = new Map<string, { owner: Owner; isNew: boolean; task: string | undefined }>();

  /**
   * Notes that the program declares a resource.
   *
   * @param isNew Whether the engine shows it as one that has no state.
   * @param task What it is to be, if it is one task.
   */
  declare(owner: Owner, isNew: boolean, task?: TaskId): void {
    const id = task && resourceId(task);
    this.#declared.set(keyOf(owner), { owner, isNew: this.#isNew(owner, isNew), task: id });
  }

  /** Another resource that the program declares to be the same task. */
  namesake(task: TaskId, owner: Owner): string | undefined {
    for (const declared of this.#declared.values()) {
      if (declared.task === resourceId(task) && !isSame(declared.owner, owner)) return nameOf(declared.owner);
    }
    return undefined;
  }

  /**
   * Whether a resource that is looking for an id had better take another one. A run that is known under the name of a
   * resource without a state was started by one that had this name before, or is the one that a user forces to be replaced.
   *
   * @param isNew As in `declare`, for one that is not declared yet.
   */
  isTaken(task: TaskId, owner: Owner, isNew = this.#declared.get(keyOf(owner))?.isNew ?? false): boolean {
    if (this.rival(task, owner) !== undefined) return true;
    if (!this.#isNew(owner, isNew)) return false;
    return this.#of(task).some((hold) => isSame(hold.owner, owner) && hold.startTime !== undefined);
  }

  /** @param mark What tells its state from all others; a refresh shows it under a former name, but with the same mark. */
  hold(task: TaskId, owner: Owner, startTime: string | undefined, mark = ownerText(owner)): void {
    const others = this.#of(task).filter((hold) => {
      const isItself = hold.owner.kind === owner.kind && hold.mark === mark && hold.startTime === startTime;
      return !isSame(hold.owner, owner) && !isItself;
    });
    this.#holds.set(resourceId(task), [...others, { owner, mark, startTime }]);
  }

  /** Notes that a run was stopped, and so is held no more. */
  stopped(task: TaskId, startTime: string | undefined): void {
    const left = this.#of(task).filter((hold) => hold.startTime !== startTime);
    this.#holds.set(resourceId(task), left);
    if (startTime !== undefined) this.#stopped.add(`${resourceId(task)} ${startTime}`);
  }

  /**
   * Whether a run is one that this process has stopped, or one that the resource itself had before it is replaced: it may
   * be about to end, as the API may show it for a moment longer.
   */
  isFormer(task: TaskId, owner: Owner, startTime: string | undefined): boolean {
    if (startTime === undefined) return false;
    if (this.#stopped.has(`${resourceId(task)} ${startTime}`)) return true;
    return this.#of(task).some((hold) => isSame(hold.owner, owner) && hold.startTime === startTime);
  }

  /** Another resource that holds the task. */
  rival(task: TaskId, owner: Owner): Rival | undefined {
    const rival = this.#of(task).find((hold) => !isSame(hold.owner, owner));
    if (rival === undefined) return undefined;
    const { owner: other, startTime } = rival;
    return { name: nameOf(other), startTime };
  }

  /** Who has the run of a resource that is going to be deleted, or another run under its id. */
  successor(task: TaskId, owner: Owner, state: TaskState, mark = ownerText(owner)): string | undefined {
    const successor = this.#of(task).find((hold) => {
      if (hold.startTime === undefined) return false;
      if (isUnconfirmed(state) || hold.startTime !== state.startTime) return true;
      return hold.mark !== mark;
    });
    return successor && nameOf(successor.owner);
  }

  /** What the engine once showed with a state is not new when it is shown without, to be replaced. */
  #isNew(owner: Owner, isNew: boolean): boolean {
    return isNew && this.#declared.get(keyOf(owner))?.isNew !== false;
  }

  #of(task: TaskId): readonly Hold[] {
    return this.#holds.get(resourceId(task)) ?? [];
  }
}

function isSame(a: Owner, b: Owner): boolean {
  return keyOf(a) === keyOf(b);
}

function keyOf(owner: Owner): string {
  return `${owner.kind} ${ownerText(owner)}`;
}

/**
 * Whether another resource derives the id of a task, or has started it anew, so that the run of this one is over, or will be.
 * A resource that goes by an id from a former name gives way.
 */
export function isTakenOver({ startTime }: Pick<TaskState, "startTime">, rival: Rival | undefined): boolean {
  if (rival === undefined || startTime === undefined) return false;
  return rival.startTime === undefined || Date.parse(rival.startTime) > Date.parse(startTime);
}
