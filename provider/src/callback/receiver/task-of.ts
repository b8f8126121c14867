import { z } from "zod";
import type { CallbackEvent } from "../event";

/** The task that an event is about, as far as the event tells. */
export interface EventTask {
  appId: string;
  /** Empty when the event names none. */
  roomId: string;
  /** Empty when the event names none. */
  taskId: string;
}

const id = z.string().catch("");
const named = z.object({ RoomId: id, TaskId: id }).catch({ RoomId: "", TaskId: "" });

/**
 * No document describes the data of a segment event. That it names its room and task as the calls of the API do is a
 * guess: right or wrong, each event is kept.
 */
export function taskOf({ appId, data }: CallbackEvent): EventTask {
  const { RoomId: roomId, TaskId: taskId } = named.parse(data);
  return { appId, roomId, taskId };
}
