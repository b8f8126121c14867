import { ownerOf } from "../adapter/engine/properties";
import { groupState } from "../adapter/group/outputs";
import { isSecret } from "../review/input/secret";
import { roomInputs } from "../segment/group/room-inputs";
import { parseResourceId, type TaskId } from "../segment/identity";
import type { SegmentField } from "../segment/inputs";
import { nameOf, type Owner } from "../segment/owner";
import { runOf, type TaskRecord } from "../segment/task/record";
import type { TaskState } from "../segment/task/state";
import { UserError } from "../user-error";
import type { StateResource } from "./state";

/** Settings of a task as a state has them; what is hidden is `SECRET`. */
export type StateSettings = Readonly<Partial<Record<SegmentField, unknown>>>;

/** A task that a resource of a stack holds: its own one, or one of a group's. */
export interface StackTask {
  /** Of the resource. */
  urn: string;
  owner: Owner;
  task: TaskId;
  /** What the state knows of its run. */
  state: TaskState;
  /** What it was asked to be. */
  settings: StateSettings;
  /** Texts that no message may show. */
  secrets: readonly string[];
  /** Was replaced, or given up, and is to be stopped: that it is over is as it should be. */
  leftover: boolean;
}

/** The tasks that a resource holds. @throws {UserError} when they are hidden. */
export function tasksOf(resource: StateResource): StackTask[] {
  const { urn, kind, outputs, secrets, replaced } = resource;
  const common = { urn, owner: ownerOf(kind, outputs), secrets };
  if (kind === "task") {
    const task = parseResourceId(resource.id);
    return [
      {
        ...common,
        task,
        state: { ...runOf(outputs as unknown as TaskRecord), taskId: task.taskId },
        settings: resource.inputs,
        leftover: replaced,
      },
    ];
  }
  if ([outputs.appId, outputs.rooms, outputs.tasks].some(isSecret)) {
    throw hiddenInState("the rooms", common.owner);
  }
  const { inputs, tasks, leftovers } = groupState(outputs);
  const { appId } = inputs;
  const rooms = roomInputs(inputs);
  return [
    ...[...tasks].map(([roomId, { drift: _drift, pending: _pending, ...state }]) => ({
      ...common,
      task: { appId, roomId, taskId: state.taskId },
      state,
      settings: rooms.get(roomId) ?? {},
      leftover: replaced || !rooms.has(roomId),
    })),
    ...leftovers.map(({ appId, roomId, ...state }) => ({
      ...common,
      task: { appId, roomId, taskId: state.taskId },
      state,
      settings: {},
      leftover: true,
    })),
  ];
}

/** @param what A state must show it for its tasks to be told. */
export function hiddenInState(what: string, owner: Owner): UserError {
  return new UserError(
    `the state hides ${what} of ${nameOf(owner)}: give one with its secrets, by --stack or from \`pulumi stack export --show-secrets\``,
  );
}
