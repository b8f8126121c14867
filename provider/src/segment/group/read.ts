import type { SegmentApi } from "../../rtc-api/client";
import { readTask } from "../read";
import { isOver } from "../status";
import { concurrencyOf } from "./apply";
import { inRooms, type Progress, type RoomFailure } from "./rooms";
import { roomInputs } from "./schema";
import { type GroupState, isUnconfirmed, type RoomTask, seenTask } from "./state";

/** Looks at the task of every room. An ended one stays in the state, so that a refresh shows it. */
export async function readGroup(
  api: SegmentApi,
  state: GroupState,
  progress: Progress,
): Promise<{ state: GroupState; failures: RoomFailure[] }> {
  const tasks: Record<string, RoomTask> = { ...state.tasks };
  const inputs = roomInputs(state.inputs);
  const look = async ({ roomId, task }: { roomId: string; task: RoomTask }) => {
    const { taskId } = task;
    const reading = await readTask(api, { appId: state.inputs.appId, roomId, taskId }, task.startTime);
    switch (reading.kind) {
      case "gone":
        if (isUnconfirmed(task)) delete tasks[roomId];
        else tasks[roomId] = { ...task, status: "ended" };
        return;
      case "outOfSight":
        if (!isOver(task)) tasks[roomId] = { ...task, status: "unknown" };
        return;
      case "over":
      case "running": {
        const wanted = inputs[roomId];
        if (wanted === undefined) return;
        const seen = seenTask({ ...wanted, identifier: wanted.identifier ?? task.identifier, taskId }, reading.seen);
        tasks[roomId] = task.pending === undefined ? seen : { ...seen, pending: task.pending };
      }
    }
  };
  const rooms = Object.entries(state.tasks).map(([roomId, task]) => ({ roomId, task }));
  const failures = await inRooms(rooms, concurrencyOf(state.inputs), look, progress);
  return { state: { ...state, tasks }, failures };
}
