import { FIELDS } from "../fields";
import { deriveTaskId, isDerivable, isDerivedId, keepsTaskId } from "../identity";
import type { IdentifiedInputs, SegmentField } from "../inputs";
import type { Owner } from "../owner";
import { isOver } from "../status";
import { type Holders, isTakenOver } from "../task/holders";
import { diff } from "../task/plan";
import type { Claimant } from "../task/start";
import { isUnconfirmed } from "../task/state";
import type { GroupInputs } from "./inputs";
import { type Room, roomInputs } from "./room-inputs";
import type { GroupState, RoomTask } from "./state";

/** What is to be done in one room. */
export type RoomStep = { roomId: string } & (
  | { kind: "keep"; task: RoomTask }
  | { kind: "start"; inputs: IdentifiedInputs; earlier?: Claimant["earlier"] }
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

/** Compares what runs with what shall run, room by room. */
export function plan(state: GroupState, next: GroupInputs, owner: Owner, holders: Holders): RoomStep[] {
  const old = roomInputs(state.inputs);
  const wanted = roomInputs(next);
  const steps: RoomStep[] = [...state.tasks]
    .filter(([roomId]) => !wanted.has(roomId))
    .map(([roomId, task]) => ({ roomId, kind: "stop", task }));
  for (const [roomId, room] of wanted) {
    const task = state.tasks.get(roomId);
    const before = old.get(roomId);
    const fresh: IdentifiedInputs = { ...room, taskId: ownId(room, owner, holders) };
    const { appId } = room;
    const rival = task && holders.rival({ appId, roomId, taskId: task.taskId }, owner);
    if (task === undefined || isTakenOver(task, rival)) steps.push({ roomId, kind: "start", inputs: fresh });
    else if (before === undefined) steps.push(comeBack(roomId, task, fresh));
    else {
      const was = { ...before, ...task.drift };
      const inputs = keepsId(room, before, task, owner) ? { ...room, taskId: task.taskId } : fresh;
      const step = compare(roomId, was, task, inputs);
      // An id from a former name of the group is given up at the first chance: another group may derive it as well.
      const renewed = step.kind === "restart" && inputs !== fresh && !isDerivedId(owner, inputs);
      steps.push(renewed ? compare(roomId, was, task, fresh) : step);
    }
  }
  return steps;
}

/** What is pending was to bring another id with it, and one from a former name is not needed after the end of its task. */
function keepsId(room: Room, before: Room, task: RoomTask, owner: Owner): boolean {
  if (!isDerivable(room) || task.pending !== undefined || !keepsTaskId(before, room)) return false;
  return !isOver(task) || isDerivedId(owner, { ...room, taskId: task.taskId });
}

function ownId(room: Room, owner: Owner, holders: Holders): string {
  if (!isDerivable(room)) return "";
  const { appId, roomId } = room;
  return deriveTaskId(owner, room, (taskId) => holders.isTaken({ appId, roomId, taskId }, owner));
}

/** A room that was removed, but whose task could not be stopped, is wanted again. */
function comeBack(roomId: string, task: RoomTask, inputs: IdentifiedInputs): RoomStep {
  return isOver(task) || task.taskId === inputs.taskId
    ? { roomId, kind: "start", inputs }
    : { roomId, kind: "restart", inputs, task, because: [], stopFirst: true };
}

function compare(
  roomId: string,
  before: Partial<Record<SegmentField, unknown>>,
  task: RoomTask,
  inputs: IdentifiedInputs,
): RoomStep {
  const over = isOver(task);
  if (over && inputs.whenEnded !== "keep") return { roomId, kind: "start", inputs };
  const result = diff({ ...before, ...idsOf(task) }, inputs);
  if (isUnconfirmed(task) && task.taskId === inputs.taskId) {
    return {
      roomId,
      kind: "start",
      inputs,
      earlier: { prefix: result.kind === "replace" ? undefined : task.identifier },
    };
  }
  const fields = new Set([...(result.kind === "same" ? [] : result.fields), ...(task.pending ?? [])]);
  const replacing = [...fields].filter((field) => FIELDS[field].change === "replace");
  if (replacing.length > 0) {
    // A derived id follows from the rest: it changes with it, and is no reason of its own.
    const because = replacing.filter((field) => field !== "taskId" || replacing.length === 1);
    const stopFirst = result.kind === "replace" ? result.stopFirst !== undefined : task.taskId === inputs.taskId;
    return { roomId, kind: "restart", inputs, task, because, stopFirst };
  }
  const because = [...fields].filter((field) => FIELDS[field].change === "update");
  return because.length === 0 || over
    ? { roomId, kind: "keep", task }
    : { roomId, kind: "update", inputs, task, because };
}

function idsOf({ taskId, identifier }: RoomTask) {
  return identifier === undefined ? { taskId } : { taskId, identifier };
}
