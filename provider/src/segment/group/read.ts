import { taskOperation } from "../task/operation";
import { knownAfter, readTask } from "../task/read";
import { isUnconfirmed } from "../task/state";
import { concurrencyOf } from "./apply";
import type { RoomFailure } from "./failure";
import { roomInputs } from "./room-inputs";
import { inRooms } from "./rooms";
import { type GroupState, type RoomTask, seenTask } from "./state";
import type { GroupWork } from "./work";

/** Looks at the task of every room. An ended one stays in the state, so that a refresh shows it. */
export async function readGroup(
  work: Omit<GroupWork, "holders">,
  state: GroupState,
): Promise<{ state: GroupState; failures: RoomFailure[] }> {
  const { appId } = state.inputs;
  const tasks = new Map(state.tasks);
  const inputs = roomInputs(state.inputs);
  const look = async ({ roomId, task }: { roomId: string; task: RoomTask }) => {
    const { taskId } = task;
    const id = { appId, roomId, taskId };
    const reading = await readTask(work.api, id, task, work.owner, taskOperation(work.api, state.inputs));
    switch (reading.kind) {
      case "gone":
        if (isUnconfirmed(task)) tasks.delete(roomId);
        else tasks.set(roomId, knownAfter(task, reading));
        return;
      case "taken":
      case "open":
      case "outOfSight":
        tasks.set(roomId, knownAfter(task, reading));
        return;
      case "over":
      case "running": {
        const wanted = inputs.get(roomId);
        if (wanted === undefined) return;
        const seen = seenTask({ ...wanted, identifier: wanted.identifier ?? task.identifier, taskId }, reading.seen);
        tasks.set(roomId, task.pending === undefined ? seen : { ...seen, pending: task.pending });
      }
    }
  };
  const rooms = [...state.tasks].map(([roomId, task]) => ({ roomId, task }));
  const failures = await inRooms(rooms, concurrencyOf(state.inputs), look, work.progress);
  return { state: { ...state, tasks }, failures };
}
