import { hasUnknown } from "../../inputs/unknown";
import { masking } from "../../rtc-api/masking";
import { UserError } from "../../user-error";
import type { SegmentApi } from "../api/client";
import { SETTING_FIELDS } from "../fields";
import { meaning } from "../meaning";
import { nameOf, type Owner } from "../owner";
import type { PreflightChecks } from "../preflight/preflight-checks";
import type { Holder, Holders } from "../task/holders";
import { taskOperation } from "../task/operation";
import { applyPlan, type Outcome, stopGroup } from "./apply";
import { describePlan } from "./describe";
import { GroupError } from "./failure";
import type { GroupInputs } from "./inputs";
import { plan, type RoomStep } from "./plan";
import { progressLines } from "./progress-lines";
import { readGroup } from "./read";
import { type GroupState, nothingOf } from "./state";
import type { GroupWork } from "./work";

/** What an `up` has to do with a group. */
export type GroupPlan =
  | { kind: "same" }
  | { kind: "update" }
  /** All its tasks go with the app; `stopFirst` as in a `RoomStep`, absent as long as that can't be told. */
  | { kind: "replace"; stopFirst?: boolean };

/** What work on a group leads to. */
export interface GroupOutcome {
  /** What runs now. */
  state: GroupState;
  /** What could not be done, of something that is there all the same. */
  error?: GroupError;
}

const REST_IS_DONE = "the rest is done; ";

/** The life of the tasks that a group holds, in whatever way the engine asks for it. */
export class GroupLife {
  /**
   * @param print Shows the user a line: what is going to happen in which rooms, and how far it is.
   * @param preflight Looks at the storage before a start; absent where nothing shall.
   */
  constructor(
    private readonly api: SegmentApi,
    private readonly holders: Holders,
    private readonly print: (line: string) => void,
    private readonly preflight?: PreflightChecks,
  ) {}

  /**
   * Notes that a program declares a group, and which tasks a new one is going to start, before it does.
   *
   * @param inputs Absent as long as they are not known, or not valid.
   */
  declare(owner: Owner, isNew: boolean, inputs: GroupInputs | undefined): void {
    this.holders.declare(owner, isNew);
    if (!isNew || inputs === undefined) return;
    for (const step of plan(nothingOf(inputs), inputs, owner, this.holders)) {
      if ("inputs" in step) this.holders.hold(step.inputs, owner, undefined);
    }
  }

  /** Compares what runs with what shall run, and says what that comes to, room by room. */
  plan(holder: Holder, state: GroupState, next: Partial<Record<keyof GroupInputs, unknown>>): GroupPlan {
    const { owner } = holder;
    this.#hold(holder, state);
    if (hasUnknown(next.appId)) return { kind: "replace" };
    if (hasUnknown(next.rooms)) {
      this.#say(holder, "the rooms are not known yet");
      return { kind: "update" };
    }
    const steps = plan(state, next as GroupInputs, owner, this.holders);
    const words = describePlan(steps);
    if (words !== undefined) this.#say(holder, words);
    if (next.appId !== state.inputs.appId) {
      return { kind: "replace", stopFirst: steps.some((step) => step.kind === "restart" && step.stopFirst) };
    }
    const same = words === undefined && state.leftovers.length === 0 && !steeringChanged(state.inputs, next);
    return { kind: same ? "same" : "update" };
  }

  /** @throws {GroupError} when not a single task runs. */
  async start(holder: Holder, inputs: GroupInputs): Promise<GroupOutcome> {
    const { state, failures } = await this.#apply(holder, nothingOf(inputs), inputs);
    if (failures.length === 0) return { state };
    if (state.tasks.size === 0) throw new GroupError(holder, "started", failures, "");
    return { state, error: new GroupError(holder, "started", failures, REST_IS_DONE) };
  }

  /** @throws {GroupError} when a room can't be read. */
  async read(holder: Holder, state: GroupState): Promise<GroupState> {
    const reading = await readGroup(this.#work(holder, "read"), state);
    if (reading.failures.length === 0) return reading.state;
    throw new GroupError(holder, "read", reading.failures, "the state is left as it was; ");
  }

  async update(holder: Holder, old: GroupState, inputs: GroupInputs): Promise<GroupOutcome> {
    const { state, failures } = await this.#apply(holder, old, inputs);
    if (failures.length === 0) return { state };
    return { state, error: new GroupError(holder, "changed", failures, REST_IS_DONE) };
  }

  /** @throws {GroupError} when a task can't be stopped. */
  async stop(holder: Holder, state: GroupState): Promise<void> {
    const { notOwn, failures } = await stopGroup(this.#work(holder, "stopped"), state);
    if (notOwn > 0) {
      const tasks = notOwn === 1 ? "1 task is" : `${notOwn} tasks are`;
      this.#say(holder, `${tasks} not its own any more and run on`);
    }
    if (failures.length > 0) throw new GroupError(holder, "stopped", failures, REST_IS_DONE);
  }

  /** Notes whose tasks these are. */
  #hold({ owner, mark }: Holder, { inputs: { appId }, tasks }: GroupState): void {
    for (const [roomId, { taskId, startTime }] of tasks) {
      this.holders.hold({ appId, roomId, taskId }, owner, startTime, mark);
    }
  }

  async #apply(holder: Holder, state: GroupState, next: GroupInputs): Promise<Outcome> {
    const steps: RoomStep[] = plan(state, next, holder.owner, this.holders);
    if (steps.some(({ kind }) => kind === "start" || kind === "restart")) await this.#ensureStorage(holder, next);
    return applyPlan(this.#work(holder, "done"), state, next, steps);
  }

  async #ensureStorage({ owner, secrets }: Holder, inputs: GroupInputs): Promise<void> {
    await this.preflight?.ensure(inputs, taskOperation(this.api, inputs), secrets).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new UserError(`${nameOf(owner)}: no room was touched: ${reason}`, { cause: error });
    });
  }

  #work({ owner, mark }: Holder, verb: string): GroupWork {
    const progress = progressLines(nameOf(owner), verb, this.print);
    return { api: this.api, owner, mark, holders: this.holders, progress };
  }

  #say({ owner, secrets = [] }: Holder, words: string): void {
    this.print(masking(secrets)(`${nameOf(owner)}: ${words}`));
  }
}

/** Whether inputs differ that steer this provider and no task. */
function steeringChanged(old: GroupInputs, next: Partial<Record<keyof GroupInputs, unknown>>): boolean {
  return (
    SETTING_FIELDS.some((field) => meaning(field, old[field]) !== meaning(field, next[field])) ||
    old.maxConcurrency !== next.maxConcurrency
  );
}
