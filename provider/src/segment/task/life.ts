import { randomUUID } from "node:crypto";
import type { Operation } from "../../rtc-api/operation";
import type { SegmentApi } from "../api/client";
import { FIELDS } from "../fields";
import { deriveTaskId, isDerivable, isDerivedId, keepsTaskId, resourceId, type TaskId } from "../identity";
import type { IdentifiedInputs, SegmentField } from "../inputs";
import type { Observation } from "../observation";
import { nameOf, type Owner } from "../owner";
import type { PreflightChecks } from "../preflight/preflight-checks";
import { resolve } from "../resolve";
import { isOver } from "../status";
import { notThere, overBefore, sharedTask, TaskError } from "./error";
import { type Holder, type Holders, isTakenOver } from "./holders";
import { importedInputs } from "./imported";
import { isOutOfSight } from "./look";
import { taskOperation } from "./operation";
import { type Diff, diff } from "./plan";
import { knownUnseen, readAnyTask, readTask } from "./read";
import { runOf, seenEnded, seenRunning, type TaskRecord } from "./record";
import { type Claimant, startTask } from "./start";
import { isUnconfirmed, seenState, type TaskState } from "./state";
import { stopTask } from "./stop";
import { isGoneUnseen, updateTask } from "./update";

/** What an `up` has to do with a task. */
export type TaskPlan =
  | Diff
  /** Find out whether it runs, and see that it does. */
  | { kind: "unconfirmed" }
  /** Start another one under another id: its run is over, as another resource has started it anew. */
  | { kind: "lost" };

/** What a look at somebody else's task comes to. */
export type ForeignReading = { kind: "seen"; seen: Observation } | { kind: "outOfSight" } | { kind: "gone" };

type Fields = Partial<Record<SegmentField, unknown>>;

/** The life of the one task that a resource holds, in whatever way the engine asks for it. */
export class TaskLife {
  /** By id: what is to take the place of a task that has to stop first. */
  readonly #successors = new Map<string, { holder: Holder; next: Fields }>();

  /**
   * @param print Shows the user a line about something that stops nothing.
   * @param preflight Looks at the storage before a start; absent where nothing shall.
   */
  constructor(
    private readonly api: SegmentApi,
    private readonly holders: Holders,
    private readonly print: (line: string) => void,
    private readonly preflight?: PreflightChecks,
  ) {}

  /**
   * The id of a task that a program declares, known to be so from now on: the user's, the one it has, or a derived one.
   *
   * @param before What it was declared to be by the `up` before; absent if it is new.
   * @returns nothing as long as what a derived id depends on is not known.
   */
  settleId({ owner, mark }: Holder, declared: Fields, before: Fields | undefined): string | undefined {
    const given = isGiven(declared.taskId) ? declared.taskId : undefined;
    if (given === undefined && !isDerivable(declared)) return undefined;
    const isNew = before === undefined;
    const inputs = declared as IdentifiedInputs;
    const idIn = (taskId: string): TaskId => ({ appId: inputs.appId, roomId: inputs.roomId, taskId });
    const derive = () => deriveTaskId(owner, inputs, (taskId) => this.holders.isTaken(idIn(taskId), owner, isNew));
    const taskId = given ?? keptId(before, declared) ?? derive();
    this.holders.declare(owner, isNew, idIn(taskId));
    if (given === undefined) this.holders.hold(idIn(taskId), owner, undefined, mark);
    return taskId;
  }

  /**
   * What tells a new resource from others of its name, before and after it. Only a run under an id of the user's choice can
   * be adopted from another resource as it is, so only such a one needs it.
   */
  newInstance(owner: Owner, inputs: IdentifiedInputs): string | undefined {
    return isDerivedId(owner, inputs) ? undefined : randomUUID();
  }

  /** Compares what a task is with what it shall be. */
  plan(holder: Holder, record: TaskRecord, next: Fields): TaskPlan {
    const lost = this.#isLost(holder, record);
    const result = diff(record, next);
    if (lost) return { kind: "lost" };
    if (result.kind === "replace" && result.stopFirst !== undefined) {
      this.#successors.set(resourceId(record), { holder, next });
    }
    return result.kind === "same" && isUnconfirmed(record) ? { kind: "unconfirmed" } : result;
  }

  /** Starts a task, or finds out what became of an earlier start. */
  async start(holder: Holder, inputs: IdentifiedInputs, earlier?: Claimant["earlier"]): Promise<TaskState> {
    const { owner, mark } = holder;
    const operation = taskOperation(this.api, inputs);
    await this.#ensureStorage(holder, inputs, operation);
    const seen = await startTask(this.api, inputs, { owner, earlier, holders: this.holders }, operation);
    this.holders.hold(inputs, owner, seen.startTime, mark);
    return seenState(inputs.taskId, seen);
  }

  /** Looks at a task. @returns what is to be remembered of it; nothing when it is gone. */
  async read<Record extends TaskRecord>(owner: Owner, task: TaskId, record: Record): Promise<Record | undefined> {
    const keep = (ended: Record): Record | undefined => {
      // What was never seen to run has nothing that could be kept.
      if (record.whenEnded !== "keep" || isUnconfirmed(record)) return undefined;
      const reason = ended.stopReason === undefined ? "" : ` (${ended.stopReason})`;
      this.#say(owner, `has ended${reason} and is kept as it is, as whenEnded is "keep"; nothing is sliced`);
      return ended;
    };
    const reading = await readTask(this.api, task, record, owner, taskOperation(this.api, record));
    switch (reading.kind) {
      case "running":
        return seenRunning(record, reading.seen);
      case "over":
        return keep(seenEnded(record, reading.seen));
      case "taken":
        this.#say(owner, `is over; its id has a task of somebody else, started at ${reading.seen.startTime}`);
        return keep(knownUnseen(record, reading.kind));
      case "gone":
        return keep(knownUnseen(record, reading.kind));
      case "open":
      case "outOfSight":
        return knownUnseen(record, reading.kind);
    }
  }

  /**
   * Looks at a task that somebody else holds.
   *
   * @param lastSeen Empty at the first look, which must find something.
   */
  async readForeign(task: TaskId, lastSeen: Partial<TaskState>): Promise<ForeignReading> {
    const seen = await readAnyTask(this.api, task, this.api.operation());
    if (seen !== undefined) return { kind: "seen", seen };
    if (isOutOfSight(lastSeen.startTime)) return { kind: "outOfSight" };
    if (lastSeen.status !== undefined) return { kind: "gone" };
    throw notThere(task);
  }

  /**
   * Takes over, as it is, a task that runs already.
   *
   * @returns the inputs that ask for what it is, and what is known of it.
   * @throws when nothing runs there.
   */
  async import(task: TaskId): Promise<{ inputs: IdentifiedInputs; state: TaskState }> {
    const seen = await readAnyTask(this.api, task, this.api.operation());
    if (seen === undefined) throw notThere(task);
    if (isOver(seen)) throw overBefore(task, seen);
    return { inputs: importedInputs(task, seen), state: seenState(task.taskId, seen) };
  }

  /** Brings a task to its inputs. @returns what is known of it then. */
  async update(holder: Holder, old: TaskRecord, inputs: IdentifiedInputs): Promise<TaskState> {
    const { owner } = holder;
    const run = runOf(old);
    if (isUnconfirmed(run)) return this.start(holder, inputs, { prefix: old.identifier });
    const result = diff(old, inputs);
    const fields = result.kind === "update" ? result.fields.filter((field) => FIELDS[field].change === "update") : [];
    if (fields.length === 0) return run;
    if (isOver(run)) {
      const when = "counts from when it is started again";
      this.#say(owner, `has ended and is kept, so nothing runs; its new ${fields.join(" and ")} ${when}`);
      return run;
    }
    const wanted = { ...resolve(inputs), identifier: inputs.identifier ?? old.identifier };
    try {
      await updateTask(this.api, wanted, run, owner, taskOperation(this.api, inputs));
      return run;
    } catch (error) {
      if (isGoneUnseen(error, run)) return this.start(holder, inputs);
      throw error;
    }
  }

  /** Stops a task, unless its run is another resource's by now. */
  async stop({ owner, mark }: Holder, task: TaskId, record: TaskRecord): Promise<void> {
    const successor = this.holders.successor(task, owner, record, mark);
    if (successor !== undefined) return this.#say(owner, `its task runs on under the new resource (${successor})`);
    await this.#ensureSuccessor(task);
    const stoppable = {
      task: { ...task, businessId: record.businessId },
      state: runOf(record),
      owner,
      derived: isDerivedId(owner, record),
    };
    const outcome = await stopTask(this.api, stoppable, taskOperation(this.api, record));
    this.holders.stopped(task, record.startTime);
    if (outcome === "notOwn") this.#say(owner, "was over; another task runs under its id and is left alone");
  }

  async #ensureStorage({ secrets }: Holder, inputs: IdentifiedInputs, operation: Operation): Promise<void> {
    await this.preflight?.ensure(inputs, operation, secrets).catch((error: unknown) => {
      throw new TaskError("Starting", inputs, error);
    });
  }

  /** Were the storage of its successor found unfit after a task was stopped, nothing would run. */
  async #ensureSuccessor(task: TaskId): Promise<void> {
    const successor = this.#successors.get(resourceId(task));
    if (successor === undefined) return;
    const { validate } = await import("../validate.js");
    const validation = validate(successor.next);
    if (validation.valid !== true) return;
    const inputs = validation.inputs as IdentifiedInputs;
    await this.#ensureStorage(successor.holder, inputs, taskOperation(this.api, inputs));
  }

  /** Notes whose task it is, and finds out whether another resource of this program has started it anew. */
  #isLost({ owner, mark }: Holder, { appId, roomId, taskId, startTime }: TaskRecord): boolean {
    if (startTime === undefined) return false;
    const task = { appId, roomId, taskId };
    this.holders.hold(task, owner, startTime, mark);
    const rival = this.holders.rival(task, owner);
    if (rival?.startTime === startTime) throw sharedTask(task, nameOf(owner), rival.name);
    return isTakenOver({ startTime }, rival);
  }

  #say(owner: Owner, words: string): void {
    this.print(`${nameOf(owner)}: ${words}`);
  }
}

function isGiven(taskId: unknown): taskId is string {
  return taskId !== undefined && taskId !== null && taskId !== "";
}

function keptId(before: Fields | undefined, declared: Fields): string | undefined {
  return typeof before?.taskId === "string" && keepsTaskId(before, declared) ? before.taskId : undefined;
}
