import { isDeepStrictEqual } from "node:util";
import type { dynamic } from "@pulumi/pulumi";
import type { SegmentApi } from "../../segment/api/client";
import { applyPlan, type Outcome, stopGroup } from "../../segment/group/apply";
import { describePlan } from "../../segment/group/describe";
import type { GroupInputs } from "../../segment/group/inputs";
import { plan, type RoomStep } from "../../segment/group/plan";
import { readGroup } from "../../segment/group/read";
import type { RoomFailure } from "../../segment/group/rooms";
import { validateGroup } from "../../segment/group/schema";
import type { GroupState } from "../../segment/group/state";
import type { GroupWork } from "../../segment/group/work";
import { meaning } from "../../segment/meaning";
import { type Owner, parseOwner } from "../../segment/owner";
import { type Holders, nameOf } from "../../segment/task/holders";
import { hasUnknown } from "../../segment/unknown";
import {
  markOf,
  OWNER_KEY,
  type Properties,
  partialFailure,
  withoutHidden,
  withSecretCredentials,
} from "../engine/properties";
import { checkFailures, validInputs } from "../engine/validation-result";
import { groupProperties, groupState } from "./outputs";
import { progressLines } from "./progress-lines";

/** Translates between the engine and the core: what the engine asks for one SegmentTaskGroup. */
export class SegmentTaskGroupProvider implements dynamic.ResourceProvider {
  constructor(
    private readonly api: SegmentApi,
    private readonly holders: Holders,
    private readonly onConfigure: (request: dynamic.ConfigureRequest) => void,
    private readonly print: (line: string) => void = console.log,
  ) {}

  /** Synchronous on purpose; see `ProviderConfig`. */
  configure(request: dynamic.ConfigureRequest): Promise<void> {
    this.onConfigure(request);
    return Promise.resolve();
  }

  async check(olds: Properties, news: Properties): Promise<dynamic.CheckResult<Properties>> {
    const isNew = Object.keys(olds).length === 0;
    this.holders.declare(ownerOf(news), isNew);
    const validation = validateGroup(withoutHidden(news));
    const inputs = withSecretCredentials({ ...news });
    if (validation.valid === true && isNew) this.#claim(validation.inputs, news);
    if (validation.valid !== false) return { inputs };
    return { inputs, failures: checkFailures(validation.problems, news) };
  }

  async diff(_id: string, olds: Properties, news: Properties): Promise<dynamic.DiffResult> {
    const state = groupState(olds);
    this.#hold(state, news, olds);
    const next = withoutHidden(news);
    const textChanged = !isDeepStrictEqual(state.inputs, next);
    // Left open, the engine compares the inputs itself and shows the lines that differ.
    const changed = textChanged ? {} : { changes: true };
    if (hasUnknown(next.appId)) return { ...changed, replaces: ["appId"] };
    if (hasUnknown(next.rooms)) {
      this.#say(news, "the rooms are not known yet");
      return changed;
    }
    const steps = this.#plan(state, next as unknown as GroupInputs, news);
    const words = describePlan(steps);
    if (words !== undefined) this.#say(news, words);
    if (next.appId !== state.inputs.appId) {
      const deleteBeforeReplace = steps.some((step) => step.kind === "restart" && step.stopFirst);
      return { ...changed, replaces: ["appId"], deleteBeforeReplace };
    }
    const same = words === undefined && state.leftovers.length === 0 && !steeringChanged(state.inputs, next);
    return same ? { changes: false } : changed;
  }

  async create(props: Properties): Promise<dynamic.CreateResult<Properties>> {
    const inputs = checked(props);
    const id = `${inputs.appId}/${ownerOf(props).name}`;
    const outcome = await this.#apply({ inputs, tasks: new Map(), leftovers: [] }, inputs, props, markOf(props));
    const outs = groupProperties(outcome.state, props);
    if (outcome.failures.length === 0) return { id, outs };
    if (outcome.state.tasks.size === 0) throw failure(props, "started", outcome.failures, "");
    throw partly(props, "started", outcome.failures, id, outs);
  }

  async read(id: string, props: Properties): Promise<dynamic.ReadResult<Properties>> {
    const { state, failures } = await readGroup(this.#work(props, markOf(props), "read"), groupState(props));
    if (failures.length > 0) throw failure(props, "read", failures, "the state is left as it was; ");
    const owner = props[OWNER_KEY] === undefined ? {} : { [OWNER_KEY]: props[OWNER_KEY] };
    return { id, props: groupProperties(state, props), inputs: { ...state.inputs, ...owner } };
  }

  async update(id: string, olds: Properties, news: Properties): Promise<dynamic.UpdateResult<Properties>> {
    const outcome = await this.#apply(groupState(olds), checked(news), news, markOf(olds));
    const outs = groupProperties(outcome.state, news);
    if (outcome.failures.length === 0) return { outs };
    throw partly(news, "changed", outcome.failures, id, outs);
  }

  async delete(_id: string, props: Properties): Promise<void> {
    const { notOwn, failures } = await stopGroup(this.#work(props, markOf(props), "stopped"), groupState(props));
    if (notOwn > 0)
      this.#say(props, `${notOwn === 1 ? "1 task is" : `${notOwn} tasks are`} not its own any more and run on`);
    if (failures.length > 0) throw failure(props, "stopped", failures, REST_IS_DONE);
  }

  /** Notes which tasks a group is going to start, before it does. */
  #claim(next: GroupInputs, news: Properties): void {
    for (const step of this.#plan({ inputs: next, tasks: new Map(), leftovers: [] }, next, news)) {
      if ("inputs" in step) this.holders.hold(step.inputs, ownerOf(news), undefined);
    }
  }

  /** Notes whose tasks these are. */
  #hold({ inputs: { appId }, tasks }: GroupState, news: Properties, olds: Properties): void {
    const owner = ownerOf(news);
    for (const [roomId, { taskId, startTime }] of tasks) {
      this.holders.hold({ appId, roomId, taskId }, owner, startTime, markOf(olds));
    }
  }

  #plan(state: GroupState, next: GroupInputs, props: Properties): RoomStep[] {
    return plan(state, next, ownerOf(props), this.holders);
  }

  async #apply(state: GroupState, next: GroupInputs, props: Properties, mark?: string): Promise<Outcome> {
    return applyPlan(this.#work(props, mark, "done"), state, next, this.#plan(state, next, props));
  }

  #work(props: Properties, mark: string | undefined, verb: string): GroupWork {
    const owner = ownerOf(props);
    const progress = progressLines(nameOf(owner), verb, this.print);
    return { api: this.api, owner, mark, holders: this.holders, progress };
  }

  #say(props: Properties, words: string): void {
    this.print(`${nameOf(ownerOf(props))}: ${words}`);
  }
}

/** Inputs that steer this provider and no task. */
function steeringChanged(old: GroupInputs, next: Properties): boolean {
  return (
    meaning("adopt", old.adopt) !== meaning("adopt", next.adopt) ||
    meaning("whenEnded", old.whenEnded) !== meaning("whenEnded", next.whenEnded) ||
    old.maxConcurrency !== next.maxConcurrency
  );
}

function ownerOf(props: Properties): Owner {
  return parseOwner("group", props[OWNER_KEY]);
}

const REST_IS_DONE = "the rest is done; ";

function failure(props: Properties, verb: string, failures: readonly RoomFailure[], rest: string): Error {
  return new Error([headline(props, verb, failures, rest), ...lines(failures)].join("\n"));
}

/** Of such a failure the engine shows the reasons and not the message. */
function partly(
  props: Properties,
  verb: string,
  failures: readonly RoomFailure[],
  id: string,
  outs: Properties,
): Error {
  const reasons = [headline(props, verb, failures, REST_IS_DONE), ...lines(failures)];
  return partialFailure(failure(props, verb, failures, REST_IS_DONE), id, outs, props, reasons);
}

function headline(props: Properties, verb: string, failures: readonly RoomFailure[], rest: string): string {
  const count = failures.reduce((sum, { rooms = 1 }) => sum + rooms, 0);
  const rooms = count === 1 ? "1 room" : `${count} rooms`;
  return `${nameOf(ownerOf(props))}: ${rooms} could not be ${verb}; ${rest}run the same command again`;
}

/** One line for each reason, with all rooms that share it. */
function lines(failures: readonly RoomFailure[]): string[] {
  const rooms = new Map<string, string[]>();
  for (const { roomId, reason } of failures) rooms.set(reason, [...(rooms.get(reason) ?? []), roomId]);
  return [...rooms].map(([reason, ids]) => `${ids.join(", ")}: ${reason}`);
}

function checked(props: Properties): GroupInputs {
  return validInputs(validateGroup(withoutHidden(props)), props);
}
