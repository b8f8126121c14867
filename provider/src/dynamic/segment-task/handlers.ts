import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { dynamic } from "@pulumi/pulumi";
import type { SegmentApi } from "../../segment/api/client";
import { FIELDS } from "../../segment/fields";
import {
  deriveTaskId,
  isDerivable,
  isDerivedId,
  keepsTaskId,
  parseResourceId,
  resourceId,
} from "../../segment/identity";
import type { IdentifiedInputs } from "../../segment/inputs";
import { type Owner, parseOwner } from "../../segment/owner";
import { resolve } from "../../segment/resolve";
import { secretsOf } from "../../segment/secrets";
import { isOver } from "../../segment/status";
import { TaskGoneError, UnconfirmedTaskError } from "../../segment/task/error";
import { type Holders, isTakenOver, nameOf } from "../../segment/task/holders";
import { isOutOfSight } from "../../segment/task/look";
import { diff } from "../../segment/task/plan";
import { readAnyTask, readTask } from "../../segment/task/read";
import { type Claimant, startTask } from "../../segment/task/start";
import { isUnconfirmed, seenState } from "../../segment/task/state";
import { stopTask } from "../../segment/task/stop";
import { updateTask } from "../../segment/task/update";
import { UNKNOWN } from "../../segment/unknown";
import { validate } from "../../segment/validate";
import {
  INSTANCE_KEY,
  markOf,
  OWNER_KEY,
  type Properties,
  partialFailure,
  withoutHidden,
  withSecretCredentials,
} from "../engine/properties";
import { checkFailures, validInputs } from "../engine/validation-result";
import {
  endedState,
  foreignState,
  inputsOf,
  knownState,
  refreshedState,
  type SegmentTaskState,
  stateOf,
  taskStateOf,
} from "./outputs";

/** Translates between the engine and the core: what the engine asks for one SegmentTask. */
export class SegmentTaskProvider implements dynamic.ResourceProvider {
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
    const inputs = { ...news };
    const validation = validate(withoutHidden(news));
    if (validation.valid === false) {
      return { inputs: withSecretCredentials(inputs), failures: checkFailures(validation.problems, news) };
    }
    return { inputs: withSecretCredentials({ ...inputs, ...this.#identify(olds, inputs) }) };
  }

  async diff(_id: string, olds: Properties, news: Properties): Promise<dynamic.DiffResult> {
    const inputs = withoutHidden(news);
    const known = knownState(olds);
    const lost = known.own && this.#isLost(known.state, ownerOf(news));
    const result = diff(olds, inputs);
    if (lost) return { changes: true, replaces: ["taskId"], deleteBeforeReplace: false };
    if (result.kind === "same") return { changes: known.own && isUnconfirmed(known.state) };
    return {
      // Left open, the engine compares the inputs itself and shows the lines that differ. It can't see what changed in
      // the outputs alone: then it has to be told.
      ...(known.own && isDeepStrictEqual(inputsOf(known.state), inputs) ? { changes: true } : {}),
      ...(result.kind === "replace"
        ? { replaces: result.because, deleteBeforeReplace: result.stopFirst !== undefined }
        : {}),
    };
  }

  async create(props: Properties): Promise<dynamic.CreateResult<SegmentTaskState>> {
    const inputs = checked(props);
    const mark = isDerivedId(ownerOf(props), inputs) ? {} : { [INSTANCE_KEY]: randomUUID() };
    return { id: resourceId(inputs), outs: await this.#start(inputs, { ...props, ...mark }) };
  }

  async read(id: string, props: Properties): Promise<dynamic.ReadResult<Properties>> {
    const task = parseResourceId(id);
    const known = knownState(props);
    if (!known.own) return this.#readForeign(id, known.lastSeen);
    const { state } = known;
    const owner = ownerOf(props);
    const keep = (seen: SegmentTaskState) => {
      // What was never seen to run has nothing that could be kept.
      if (state.whenEnded !== "keep" || isUnconfirmed(state)) return {};
      const reason = seen.stopReason === undefined ? "" : ` (${seen.stopReason})`;
      this.#say(owner, `has ended${reason} and is kept as it is, as whenEnded is "keep"; nothing is sliced`);
      return refreshed(id, seen);
    };
    const reading = await readTask(this.api, task, state, owner, this.#operation(state));
    switch (reading.kind) {
      case "gone":
        return keep({ ...state, status: "ended" });
      case "over":
        return keep(endedState(state, reading.seen));
      case "taken":
        this.#say(owner, `is over; its id has a task of somebody else, started at ${reading.seen.startTime}`);
        return keep({ ...state, status: "ended" });
      case "open":
        return refreshed(id, state);
      case "outOfSight":
        return refreshed(id, isOver(state) ? state : { ...state, status: "unknown" });
      case "running":
        return refreshed(id, refreshedState(state, reading.seen));
    }
  }

  async update(_id: string, olds: Properties, news: Properties): Promise<dynamic.UpdateResult<SegmentTaskState>> {
    const old = olds as unknown as SegmentTaskState;
    const inputs = checked(news);
    const result = diff(old, withoutHidden(news));
    const hidden = { ...news, [INSTANCE_KEY]: olds[INSTANCE_KEY] };
    if (isUnconfirmed(old)) {
      return { outs: await this.#start(inputs, hidden, { prefix: old.identifier }) };
    }
    const toUpdate = result.kind === "update" ? result.fields.filter((field) => FIELDS[field].change === "update") : [];
    if (toUpdate.length > 0 && isOver(old)) {
      const when = "counts from when it is started again";
      this.#say(ownerOf(news), `has ended and is kept, so nothing runs; its new ${toUpdate.join(" and ")} ${when}`);
    } else if (toUpdate.length > 0) {
      const wanted = { ...resolve(inputs), identifier: inputs.identifier ?? old.identifier };
      try {
        await updateTask(this.api, wanted, taskStateOf(old), ownerOf(news), this.#operation(inputs));
      } catch (error) {
        // A refresh can't tell that such an old task is gone, but this answer does.
        if (!(error instanceof TaskGoneError) || !isOutOfSight(old.startTime)) throw error;
        return { outs: await this.#start(inputs, hidden) };
      }
    }
    return { outs: stateOf(inputs, hidden, taskStateOf(old)) };
  }

  async delete(id: string, props: Properties): Promise<void> {
    const state = props as unknown as SegmentTaskState;
    const owner = ownerOf(props);
    const task = { ...parseResourceId(id), businessId: state.businessId };
    const successor = this.holders.successor(task, owner, state, markOf(state));
    if (successor !== undefined) return this.#say(owner, `its task runs on under the new resource (${successor})`);
    const derived = isDerivedId(owner, state);
    const outcome = await stopTask(
      this.api,
      { task, state: taskStateOf(state), owner, derived },
      this.#operation(state),
    );
    this.holders.stopped(task, state.startTime);
    if (outcome === "notOwn") this.#say(owner, "was over; another task runs under its id and is left alone");
  }

  /** The task id, where the user gave none. */
  #identify(olds: Properties, news: Properties): Properties {
    if (!isDerivable(news) && !isGiven(news.taskId)) return { taskId: UNKNOWN };
    const owner = ownerOf(news);
    const { appId, roomId } = news as { appId: string; roomId: string };
    const isNew = Object.keys(olds).length === 0;
    this.holders.declare(owner, isNew);
    const kept = typeof olds.taskId === "string" && !isGiven(news.taskId) && keepsTaskId(olds, news);
    const taskId = isGiven(news.taskId)
      ? news.taskId
      : kept
        ? String(olds.taskId)
        : deriveTaskId(owner, news as unknown as IdentifiedInputs, (it) => {
            return this.holders.isTaken({ appId, roomId, taskId: it }, owner);
          });
    this.holders.declare(owner, isNew, { appId, roomId, taskId });
    if (!isGiven(news.taskId)) this.holders.hold({ appId, roomId, taskId }, owner, undefined, markOf(olds));
    return { taskId };
  }

  /** Notes whose task it is, and finds out whether another resource of this program has started it anew. */
  #isLost(state: SegmentTaskState, owner: Owner): boolean {
    const { startTime } = state;
    if (startTime === undefined) return false;
    this.holders.hold(state, owner, startTime, markOf(state));
    const rival = this.holders.rival(state, owner);
    if (rival?.startTime === startTime) {
      throw new Error(
        `${nameOf(owner)} and ${rival.name} hold one and the same task, "${state.taskId}" in room "${state.roomId}": removing ` +
          "one would stop the other's. Give one of the two another taskId",
      );
    }
    return isTakenOver(state, rival);
  }

  async #start(inputs: IdentifiedInputs, props: Properties, earlier?: Claimant["earlier"]): Promise<SegmentTaskState> {
    const owner = ownerOf(props);
    const claimant = { owner, earlier, holders: this.holders };
    try {
      const seen = await startTask(this.api, inputs, claimant, this.#operation(inputs));
      this.holders.hold(inputs, owner, seen.startTime, markOf(props));
      return stateOf(inputs, props, seenState(inputs.taskId, seen));
    } catch (error) {
      if (!(error instanceof UnconfirmedTaskError)) throw error;
      throw partialFailure(error, resourceId(inputs), stateOf(inputs, props, error.state), props);
    }
  }

  async #readForeign(id: string, lastSeen: Properties): Promise<dynamic.ReadResult<Properties>> {
    const task = parseResourceId(id);
    const seen = await readAnyTask(this.api, task, this.api.operation());
    if (seen !== undefined) return { id, props: foreignState(task, seen) };
    if (isOutOfSight(lastSeen.startTime as string | undefined))
      return { id, props: { ...lastSeen, status: "unknown" } };
    // A refresh of one that is gone takes it out of the state; the first look at it must find something.
    if (lastSeen.status !== undefined) return {};
    throw new Error(
      `There is no segment task "${task.taskId}" in room "${task.roomId}" of app "${task.appId}", or it started more ` +
        "than 72 hours ago, which is as far as the API can see. Check the id: <appId>/<roomId>/<taskId>",
    );
  }

  #operation({ storageConfig }: Pick<IdentifiedInputs, "storageConfig">) {
    return this.api.operation({ secrets: secretsOf(storageConfig) });
  }

  #say(owner: Owner, words: string): void {
    this.print(`${nameOf(owner)}: ${words}`);
  }
}

function ownerOf(props: Properties): Owner {
  return parseOwner("task", props[OWNER_KEY]);
}

function isGiven(taskId: unknown): taskId is string {
  return taskId !== undefined && taskId !== null && taskId !== "";
}

function refreshed(id: string, state: SegmentTaskState): dynamic.ReadResult<Properties> {
  const owner = state[OWNER_KEY] === undefined ? {} : { [OWNER_KEY]: state[OWNER_KEY] };
  return { id, props: state as unknown as Properties, inputs: { ...inputsOf(state), ...owner } };
}

function checked(props: Properties): IdentifiedInputs {
  return validInputs(validate(withoutHidden(props)), props) as IdentifiedInputs;
}
