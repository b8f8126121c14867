import type { VirtualClock } from "../gateway/clock";
import { parameterRefusal, type Refusal } from "../gateway/refusal";
import { Rooms } from "./rooms";
import { newRun, type Run, toWire } from "./run";
import { RunHistory } from "./run-history";
import type { SegmentSettings } from "./settings";
import { finishedSlices, type SliceSink } from "./slices";
import { StaleView } from "./stale-view";
import type { StartRequest, UpdateRequest } from "./validation";
import type { SegmentTask, StopReason, TaskKey } from "./wire";

export const READABLE_MILLISECONDS = 72 * 3600 * 1000;

/** Everything known under the ids of one task. */
interface Task {
  newest: Run;
  stale: StaleView | undefined;
}

/**
 * All tasks of the account. Idle timeouts are found when somebody looks at a task, not by a timer:
 * the virtual clock may jump, and the end time is known exactly anyway.
 */
export class TaskBook {
  private readonly tasks = new Map<string, Task>();
  private readonly history = new RunHistory();
  private readonly rooms = new Rooms();
  private started = 0;

  constructor(
    private readonly clock: VirtualClock,
    private readonly settings: () => Pick<SegmentSettings, "staleReads" | "slowStops">,
    private readonly slices: SliceSink,
  ) {}

  /** @returns undefined when the task already runs; nothing is applied then. */
  start(request: StartRequest, requestId: string, fails: boolean): Run | undefined {
    return this.call(request.key, (task) => {
      if (task !== undefined && task.newest.ended === undefined) return undefined;
      const run = newRun(request, { number: ++this.started, requestId, at: this.clock.now(), fails });
      const room = this.rooms.open(request.key.AppId, request.key.RoomId);
      if (!room.publishesTo(run)) run.idleSince = run.startTime;
      if (task !== undefined) room.runs.delete(task.newest);
      room.runs.add(run);
      this.tasks.set(keyText(request.key), { newest: run, stale: this.viewBefore(task?.newest) });
      this.history.add(run);
      return run;
    });
  }

  update(request: UpdateRequest): Run {
    return this.call(request.key, (found) => {
      const task = running(found);
      const run = task.newest;
      task.stale = this.viewBefore(run);
      this.cut(run);
      if (run.handle !== request.handle || run.duration !== request.duration) run.cutSince = this.clock.now();
      if (request.identifier !== undefined) run.identifier = request.identifier;
      run.handle = request.handle;
      run.duration = request.duration;
      return run;
    });
  }

  /** `applied` is false when another StopSegment is already on its way. */
  stop(key: TaskKey, requestId: string): { run: Run; applied: boolean } {
    return this.call(key, (found) => {
      const task = running(found);
      const run = task.newest;
      if (run.stop !== undefined) return { run, applied: false };
      run.stop = { requestId, callsLeft: this.settings().slowStops };
      if (run.stop.callsLeft === 0) this.finishStop(task);
      return { run, applied: true };
    });
  }

  /** @throws Refusal when the task is unknown or was started more than 72 hours ago. */
  read(key: TaskKey): SegmentTask {
    return this.call(key, (task) => {
      const shown = task?.stale?.countRead() ? task.stale.before : task && toWire(task.newest);
      if (shown === undefined || this.clock.now() - shown.StartTime > READABLE_MILLISECONDS) throw taskNotFound();
      return shown;
    });
  }

  /** Ends a run as the service would do by itself. */
  end(key: TaskKey, reason: StopReason): void {
    this.finish(running(this.find(key)).newest, reason);
  }

  /** The newest run of every task, as it truly is. */
  newestRuns(): Run[] {
    return [...this.tasks.values()].map(({ newest }) => this.settle(newest));
  }

  /** All runs in the order they were started, as they truly are. */
  runs(): readonly Run[] {
    this.newestRuns();
    return this.history.list();
  }

  forget(key: TaskKey): void {
    const task = this.find(key);
    if (task === undefined) throw taskNotFound();
    this.tasks.delete(keyText(key));
    this.history.forget(key);
    this.rooms.open(key.AppId, key.RoomId).runs.delete(task.newest);
  }

  /** Late answers and stops under way last no longer than the settings say now. */
  shorten(): void {
    const { staleReads, slowStops } = this.settings();
    for (const task of this.tasks.values()) {
      task.stale?.shorten(staleReads);
      const { stop, ended } = this.settle(task.newest);
      if (stop === undefined || ended !== undefined) continue;
      stop.callsLeft = Math.min(stop.callsLeft, slowStops);
      if (stop.callsLeft === 0) this.finishStop(task);
    }
  }

  publish(appId: string, roomId: string, userId: string, streamType: number): void {
    const room = this.rooms.open(appId, roomId);
    for (const run of room.runs) this.cut(this.settle(run));
    room.publish(userId, streamType, this.clock.now());
    for (const run of room.runs) if (room.publishesTo(run)) run.idleSince = undefined;
  }

  unpublish(appId: string, roomId: string, userId: string, streamType: number): void {
    const room = this.rooms.open(appId, roomId);
    for (const run of room.runs) this.cut(run);
    room.unpublish(userId, streamType);
    const now = this.clock.now();
    for (const run of room.runs) {
      if (run.idleSince === undefined && !room.publishesTo(run)) run.idleSince = now;
    }
  }

  /** Tells of all slices that have been finished by now. */
  cutAll(): void {
    for (const run of this.newestRuns()) this.cut(run);
  }

  clear(): void {
    this.tasks.clear();
    this.history.clear();
    this.rooms.clear();
    this.started = 0;
  }

  /** One call of the API for a task: a stop that was under way before it comes one call nearer. */
  private call<Answer>(key: TaskKey, work: (task: Task | undefined) => Answer): Answer {
    const task = this.find(key);
    const stop = task?.newest.ended === undefined ? task?.newest.stop : undefined;
    try {
      return work(task);
    } finally {
      if (task !== undefined && stop !== undefined) {
        stop.callsLeft--;
        if (stop.callsLeft === 0) this.finishStop(task);
      }
    }
  }

  private finishStop(task: Task): void {
    task.stale = this.viewBefore(task.newest);
    this.finish(task.newest, "StopByAPI");
  }

  private finish(run: Run, reason: StopReason): void {
    this.cut(run);
    run.ended = { at: this.clock.now(), reason };
  }

  /** Tells of the slices that a run has finished. To be done before anything changes what it cuts. */
  private cut(run: Run): void {
    if (run.ended !== undefined) return;
    const { AppId, RoomId } = run.key;
    const now = this.clock.now();
    if (run.handle && this.slices.wants(AppId, run.businessId)) {
      const streams = this.rooms.open(AppId, RoomId).publishedTo(run);
      for (const slice of finishedSlices(run, streams, now)) this.slices.report(slice, run.businessId);
    }
    run.cutUntil = now;
  }

  /** To be taken just before a change. */
  private viewBefore(run: Run | undefined): StaleView | undefined {
    const { staleReads } = this.settings();
    return staleReads === 0 ? undefined : new StaleView(run && toWire(run), staleReads);
  }

  private find(key: TaskKey): Task | undefined {
    const task = this.tasks.get(keyText(key));
    if (task !== undefined) this.settle(task.newest);
    return task;
  }

  private settle(run: Run): Run {
    if (run.ended !== undefined || run.idleSince === undefined) return run;
    const ranOut = run.idleSince + run.maxIdleTime * 1000;
    if (this.clock.now() >= ranOut) run.ended = { at: ranOut, reason: "IdleTimeOut" };
    return run;
  }
}

function running(task: Task | undefined): Task {
  if (task === undefined || task.newest.ended !== undefined) throw taskNotFound();
  return task;
}

function taskNotFound(): Refusal {
  return parameterRefusal("The task does not exist or has already stopped.", "ErrorActiveTaskNotFound");
}

// No id may hold a line break, so keys cannot run into each other.
function keyText(key: TaskKey): string {
  return `${key.AppId}\n${key.RoomId}\n${key.TaskId}`;
}
