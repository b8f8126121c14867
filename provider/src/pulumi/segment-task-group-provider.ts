import { isDeepStrictEqual } from "node:util";
import type { dynamic } from "@pulumi/pulumi";
import type { SegmentApi } from "../rtc-api/client";
import { deleteTask } from "../segment/delete";
import { applyPlan, concurrencyOf, type Outcome } from "../segment/group/apply";
import { describePlan, plan, type RoomStep } from "../segment/group/plan";
import { readGroup } from "../segment/group/read";
import { inRooms, type RoomFailure } from "../segment/group/rooms";
import { type GroupInputs, roomInputs, validateGroup } from "../segment/group/schema";
import type { GroupState } from "../segment/group/state";
import { resourceId } from "../segment/identity";
import { meaning } from "../segment/meaning";
import { isOver } from "../segment/status";
import { hasUnknown } from "../segment/unknown";
import { CLAIM_KEY, Claims } from "./claims";
import { parseOwner } from "./owner";
import { progressLines } from "./progress-lines";
import { OWNER_KEY, type Properties, partialFailure, visible, withSecretCredentials } from "./properties";
import { groupProperties, groupState } from "./segment-task-group-state";
import { checkFailures, validInputs } from "./validation-result";

/** Translates between the engine and the core: what the engine asks for one SegmentTaskGroup. */
export class SegmentTaskGroupProvider implements dynamic.ResourceProvider {
  readonly #claims = new Claims();

  constructor(
    private readonly api: SegmentApi,
    private readonly onConfigure: (request: dynamic.ConfigureRequest) => void,
    private readonly print: (line: string) => void = console.log,
  ) {}

  /** Synchronous on purpose; see `ProviderConfig`. */
  configure(request: dynamic.ConfigureRequest): Promise<void> {
    this.onConfigure(request);
    return Promise.resolve();
  }

  async check(_olds: Properties, news: Properties): Promise<dynamic.CheckResult<Properties>> {
    const validation = validateGroup(visible(news));
    const inputs = withSecretCredentials({ ...news });
    if (validation.valid !== false) return { inputs };
    return { inputs, failures: checkFailures(validation.problems) };
  }

  async diff(_id: string, olds: Properties, news: Properties): Promise<dynamic.DiffResult> {
    const state = groupState(olds);
    const next = visible(news);
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
    const id = `${inputs.appId}/${parseOwner(props[OWNER_KEY]).name}`;
    const outcome = await this.#apply({ inputs, tasks: {}, leftovers: [] }, inputs, props);
    const claim = this.#claims.add(taskKeys(outcome.state));
    const outs = { ...groupProperties(outcome.state, props[OWNER_KEY]), [CLAIM_KEY]: claim };
    if (outcome.failures.length === 0) return { id, outs };
    const error = failed(props, "started", outcome.failures);
    throw Object.keys(outcome.state.tasks).length === 0
      ? error
      : partialFailure(error, id, outs, props, lines(outcome.failures));
  }

  async read(id: string, props: Properties): Promise<dynamic.ReadResult<Properties>> {
    const { state, failures } = await readGroup(this.api, groupState(props), this.#progress(props, "read"));
    if (failures.length > 0) throw failed(props, "read", failures);
    const owner = { [OWNER_KEY]: props[OWNER_KEY] };
    return {
      id,
      props: { ...groupProperties(state, props[OWNER_KEY]), ...claimOf(props) },
      inputs: { ...state.inputs, ...owner },
    };
  }

  async update(id: string, olds: Properties, news: Properties): Promise<dynamic.UpdateResult<Properties>> {
    const outcome = await this.#apply(groupState(olds), checked(news), news);
    const outs = { ...groupProperties(outcome.state, news[OWNER_KEY]), ...claimOf(olds) };
    if (outcome.failures.length === 0) return { outs };
    const error = failed(news, "changed", outcome.failures);
    throw partialFailure(error, id, outs, news, lines(outcome.failures));
  }

  async delete(_id: string, props: Properties): Promise<void> {
    const { inputs, tasks, leftovers } = groupState(props);
    const rooms = roomInputs(inputs);
    const running = Object.entries(tasks)
      .filter(([, task]) => !isOver(task))
      .map(([roomId, { taskId }]) => ({
        appId: inputs.appId,
        roomId,
        taskId,
        businessId: rooms[roomId]?.businessId,
      }));
    const own = [...leftovers, ...running].filter(
      (task) => !this.#claims.isOutdated(resourceId(task), props[CLAIM_KEY]),
    );
    const taken = leftovers.length + running.length - own.length;
    if (taken > 0) this.#say(props, `${taken === 1 ? "1 task runs" : `${taken} tasks run`} on under the new resource`);
    const failures = await inRooms(
      own,
      concurrencyOf(inputs),
      (task) => deleteTask(this.api, task),
      this.#progress(props, "stopped"),
    );
    if (failures.length > 0) throw failed(props, "stopped", failures);
  }

  #plan(state: GroupState, next: GroupInputs, props: Properties): RoomStep[] {
    return plan(state, next, parseOwner(props[OWNER_KEY]));
  }

  async #apply(state: GroupState, next: GroupInputs, props: Properties): Promise<Outcome> {
    const steps = this.#plan(state, next, props);
    return applyPlan(this.api, state, next, steps, this.#progress(props, "done"));
  }

  #progress(props: Properties, verb: string) {
    return progressLines(groupName(props), verb, this.print);
  }

  #say(props: Properties, words: string): void {
    this.print(`${groupName(props)}: ${words}`);
  }
}

function taskKeys({ inputs: { appId }, tasks }: GroupState): string[] {
  return Object.entries(tasks).map(([roomId, { taskId }]) => resourceId({ appId, roomId, taskId }));
}

function claimOf(props: Properties): Properties {
  return props[CLAIM_KEY] === undefined ? {} : { [CLAIM_KEY]: props[CLAIM_KEY] };
}

/** Inputs that steer this provider and no task. */
function steeringChanged(old: GroupInputs, next: Properties): boolean {
  return (
    meaning("adopt", old.adopt) !== meaning("adopt", next.adopt) ||
    meaning("whenEnded", old.whenEnded) !== meaning("whenEnded", next.whenEnded) ||
    old.maxConcurrency !== next.maxConcurrency
  );
}

function groupName(props: Properties): string {
  return `SegmentTaskGroup ${parseOwner(props[OWNER_KEY]).name}`;
}

function failed(props: Properties, verb: string, failures: readonly RoomFailure[]): Error {
  const rooms = failures.length === 1 ? "1 room" : `${failures.length} rooms`;
  return new Error(
    `${groupName(props)}: ${rooms} could not be ${verb}; what was done elsewhere is kept, and the same command again ` +
      `does the rest:\n${lines(failures).join("\n")}`,
  );
}

/** One line for each reason, with all rooms that share it. */
function lines(failures: readonly RoomFailure[]): string[] {
  const rooms = new Map<string, string[]>();
  for (const { roomId, reason } of failures) rooms.set(reason, [...(rooms.get(reason) ?? []), roomId]);
  return [...rooms].map(([reason, ids]) => `${ids.join(", ")}: ${reason}`);
}

function checked(props: Properties): GroupInputs {
  return validInputs(validateGroup(visible(props)));
}
