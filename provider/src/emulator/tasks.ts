import { randomUUID } from "node:crypto";
import type { VirtualClock } from "./clock";
import { parameterRefusal } from "./refusal";
import { Rooms } from "./rooms";
import type { StartRequest, UpdateRequest } from "./validation";
import type { Control, SegmentTask, StopReason, StorageConfig, Stream, TaskKey } from "./wire";

export const READABLE_MILLISECONDS = 72 * 3600 * 1000;

export interface Task {
  readonly key: TaskKey;
  readonly startTime: number;
  readonly maxIdleTime: number;
  readonly streams: readonly Stream[];
  readonly storage: StorageConfig;
  readonly control: Control;
  identifier: string;
  handle: boolean;
  duration: number;
  /** Since when no subscribed stream is published; undefined while one is. */
  idleSince: number | undefined;
  ended: { at: number; reason: StopReason } | undefined;
}

/**
 * All tasks of the account. Idle timeouts are found when somebody looks at a task, not by a timer:
 * the virtual clock may jump, and the end time is known exactly anyway.
 */
export class TaskBook {
  private readonly tasks = new Map<string, Task>();
  private readonly rooms = new Rooms();

  constructor(private readonly clock: VirtualClock) {}

  /** @returns false when the task already runs; nothing is applied then. */
  start(request: StartRequest, startFails: boolean): boolean {
    const running = this.find(request.key);
    if (running !== undefined && running.ended === undefined) return false;
    const now = this.clock.now();
    const task: Task = {
      key: request.key,
      startTime: now,
      maxIdleTime: request.maxIdleTime,
      streams: request.streams,
      storage: request.storage,
      control: request.control,
      identifier: request.identifier ?? randomUUID(),
      handle: request.handle,
      duration: request.duration,
      idleSince: undefined,
      ended: startFails ? { at: now, reason: "StartTaskFailed" } : undefined,
    };
    const room = this.rooms.open(request.key.AppId, request.key.RoomId);
    if (!room.publishesTo(task)) task.idleSince = now;
    if (running !== undefined) room.tasks.delete(running);
    room.tasks.add(task);
    this.tasks.set(keyText(request.key), task);
    return true;
  }

  update(request: UpdateRequest): void {
    const task = this.running(request.key);
    if (request.identifier !== undefined) task.identifier = request.identifier;
    task.handle = request.handle;
    task.duration = request.duration;
  }

  stop(key: TaskKey, reason: StopReason = "StopByAPI"): void {
    this.running(key).ended = { at: this.clock.now(), reason };
  }

  /** @throws Refusal when the task is unknown or was started more than 72 hours ago. */
  readable(key: TaskKey): Task {
    const task = this.find(key);
    if (task === undefined || this.clock.now() - task.startTime > READABLE_MILLISECONDS) throw notFound();
    return task;
  }

  all(): Task[] {
    for (const task of this.tasks.values()) this.settle(task);
    return [...this.tasks.values()];
  }

  forget(key: TaskKey): void {
    const task = this.find(key);
    if (task === undefined) throw notFound();
    this.tasks.delete(keyText(key));
    this.rooms.open(key.AppId, key.RoomId).tasks.delete(task);
  }

  publish(appId: string, roomId: string, userId: string, streamType: number): void {
    const room = this.rooms.open(appId, roomId);
    for (const task of room.tasks) this.settle(task);
    room.publish(userId, streamType);
    for (const task of room.tasks) if (room.publishesTo(task)) task.idleSince = undefined;
  }

  unpublish(appId: string, roomId: string, userId: string, streamType: number): void {
    const room = this.rooms.open(appId, roomId);
    room.unpublish(userId, streamType);
    const now = this.clock.now();
    for (const task of room.tasks) {
      if (task.idleSince === undefined && !room.publishesTo(task)) task.idleSince = now;
    }
  }

  clear(): void {
    this.tasks.clear();
    this.rooms.clear();
  }

  private find(key: TaskKey): Task | undefined {
    const task = this.tasks.get(keyText(key));
    if (task !== undefined) this.settle(task);
    return task;
  }

  private running(key: TaskKey): Task {
    const task = this.find(key);
    if (task === undefined || task.ended !== undefined) throw notFound();
    return task;
  }

  private settle(task: Task): void {
    if (task.ended !== undefined || task.idleSince === undefined) return;
    const ranOut = task.idleSince + task.maxIdleTime * 1000;
    if (this.clock.now() >= ranOut) task.ended = { at: ranOut, reason: "IdleTimeOut" };
  }
}

export function toWire(task: Task): SegmentTask {
  return {
    StartTime: task.startTime,
    EndTime: task.ended?.at ?? 0,
    Status: task.ended === undefined ? 2 : task.ended.reason === "StartTaskFailed" ? 4 : 3,
    StopReason: task.ended?.reason ?? "",
    MaxIdleTime: task.maxIdleTime,
    TargetStreams: { StreamList: [...task.streams] },
    Identifier: task.identifier,
    Handle: task.handle,
    Duration: task.duration,
    StorageConfig: task.storage,
    Control: task.control,
  };
}

// No id may hold a line break, so keys cannot run into each other.
function keyText(key: TaskKey): string {
  return `${key.AppId}\n${key.RoomId}\n${key.TaskId}`;
}

function notFound(): Error {
  return parameterRefusal("The task does not exist or has already stopped.", "ErrorActiveTaskNotFound");
}
