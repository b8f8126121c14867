import { CHANGE, diff } from "../diff";
import { deriveTaskId, isDerivable, keepsTaskId, type Owner } from "../identity";
import type { IdentifiedInputs } from "../resolve";
import type { SegmentField } from "../schema";
import { isOver } from "../status";
import { type GroupInputs, roomInputs } from "./schema";
import { type GroupState, isUnconfirmed, type RoomTask } from "./state";

/** What is to be done in one room. */
export type RoomStep = { roomId: string } & (
  | { kind: "keep"; task: RoomTask }
  /** `ours`: an earlier start was never confirmed, so a task that runs under this id is the group's. */
  | { kind: "start"; inputs: IdentifiedInputs; ours: boolean }
  | { kind: "update"; inputs: IdentifiedInputs; task: RoomTask; because: SegmentField[] }
  | {
      kind: "restart";
      inputs: IdentifiedInputs;
      task: RoomTask;
      because: SegmentField[];
      /** The old and the new task can't run at once. */
      stopFirst: boolean;
    }
  | { kind: "stop"; task: RoomTask }
);

type Room = Omit<IdentifiedInputs, "taskId">;

/** Compares what runs with what shall run, room by room. */
export function plan(state: GroupState, next: GroupInputs, owner: Owner): RoomStep[] {
  const old = roomInputs(state.inputs);
  const wanted = roomInputs(next);
  const steps: RoomStep[] = Object.entries(state.tasks)
    .filter(([roomId]) => wanted[roomId] === undefined)
    .map(([roomId, task]) => ({ roomId, kind: "stop", task }));
  for (const [roomId, room] of Object.entries(wanted)) {
    const task = state.tasks[roomId];
    const before = old[roomId];
    const inputs: IdentifiedInputs = { ...room, taskId: taskIdOf(room, before, task, owner) };
    if (task === undefined) steps.push({ roomId, kind: "start", inputs, ours: false });
    else if (before === undefined) steps.push(comeBack(roomId, task, inputs));
    else steps.push(compare(roomId, { ...before, ...task.drift }, task, inputs));
  }
  return steps;
}

function taskIdOf(room: Room, before: Room | undefined, task: RoomTask | undefined, owner: Owner): string {
  if (!isDerivable(room)) return "";
  // What is pending was to bring another id with it.
  const settled = task !== undefined && task.pending === undefined;
  if (settled && before !== undefined && keepsTaskId(before, room)) return task.taskId;
  return deriveTaskId(owner, room);
}

/** A room that was removed, but whose task could not be stopped, is wanted again. */
function comeBack(roomId: string, task: RoomTask, inputs: IdentifiedInputs): RoomStep {
  return isOver(task) || task.taskId === inputs.taskId
    ? { roomId, kind: "start", inputs, ours: true }
    : { roomId, kind: "restart", inputs, task, because: [], stopFirst: true };
}

function compare(
  roomId: string,
  before: Partial<Record<SegmentField, unknown>>,
  task: RoomTask,
  inputs: IdentifiedInputs,
): RoomStep {
  const over = isOver(task);
  if (over && inputs.whenEnded !== "keep") return { roomId, kind: "start", inputs, ours: true };
  if (isUnconfirmed(task) && task.taskId === inputs.taskId) return { roomId, kind: "start", inputs, ours: true };
  const result = diff({ ...before, ...idsOf(task) }, inputs);
  const fields = new Set([...(result.kind === "same" ? [] : result.fields), ...(task.pending ?? [])]);
  const replacing = [...fields].filter((field) => CHANGE[field] === "replace");
  if (replacing.length > 0) {
    // A derived id follows from the rest: it changes with it, and is no reason of its own.
    const because = replacing.filter((field) => field !== "taskId" || replacing.length === 1);
    const stopFirst = result.kind === "replace" ? result.deleteFirst : task.taskId === inputs.taskId;
    return { roomId, kind: "restart", inputs, task, because, stopFirst };
  }
  const because = [...fields].filter((field) => CHANGE[field] === "update");
  return because.length === 0 || over
    ? { roomId, kind: "keep", task }
    : { roomId, kind: "update", inputs, task, because };
}

function idsOf({ taskId, identifier }: RoomTask) {
  return identifier === undefined ? { taskId } : { taskId, identifier };
}

/** What a plan does, in words, room by room; nothing when it does nothing. */
export function describePlan(steps: readonly RoomStep[]): string | undefined {
  const phrases = [
    phrase(steps, "start", "to start"),
    phrase(steps, "stop", "to stop"),
    phrase(steps, "restart", "to restart"),
    phrase(steps, "update", "to update in place"),
  ].filter((text) => text !== undefined);
  return phrases.length === 0 ? undefined : phrases.join("; ");
}

const NAMED_ROOMS = 10;

function phrase(steps: readonly RoomStep[], kind: RoomStep["kind"], verb: string): string | undefined {
  const concerned = steps.filter((step) => step.kind === kind);
  if (concerned.length === 0) return undefined;
  const named = concerned
    .slice(0, NAMED_ROOMS)
    .map((step) =>
      "because" in step && step.because.length > 0
        ? `${step.roomId} for its ${step.because.join(" and ")}`
        : step.roomId,
    );
  const more = concerned.length > NAMED_ROOMS ? `, and ${concerned.length - NAMED_ROOMS} more` : "";
  return `${concerned.length} ${concerned.length === 1 ? "room" : "rooms"} ${verb} (${named.join(", ")}${more})`;
}
