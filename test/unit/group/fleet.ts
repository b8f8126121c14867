import { SegmentTaskGroupHandlers } from "#adapter/group/handlers";
import type { Emulator } from "#emulator/index";
import { RtcClient } from "#rtc-api/client";
import { ActionLimiter } from "#rtc-api/limiter";
import { SegmentClient } from "#segment/api/client";
import type { RoomTask } from "#segment/group/state";
import { PreflightChecks } from "#segment/preflight/preflight-checks";
import { Holders } from "#segment/task/holders";
import { Engine } from "#test/faults/support/engine";

export const APP = "app1";

export const TOS = { type: "tos", accountId: "2100000990", bucket: "room-audio" };

/** The pace has tests of its own; here it would only take time. */
const UNLIMITED = new ActionLimiter(100_000);

type Inputs = Record<string, unknown>;

/** A group in a stack of its own, run by the provider's handlers against an emulated account. */
export class Fleet {
  readonly lines: string[] = [];
  readonly engine: Engine;
  readonly client: SegmentClient;
  readonly provider: SegmentTaskGroupHandlers;

  /** @param timeouts In milliseconds. By default too short for a busy machine to start a hundred rooms; may be changed. */
  constructor(
    readonly emulator: Emulator,
    readonly timeouts = { callTimeout: 2_000, operationTimeout: 4_000 },
  ) {
    const { url, accessKey, secretKey } = emulator;
    const settings = () => ({ accessKey, secretKey, region: "cn-north-1", endpoint: url, ...timeouts });
    this.client = new SegmentClient(
      new RtcClient(settings, {
        pauses: { first: 2, longest: 20 },
        limiterFor: () => UNLIMITED,
      }),
    );
    const say = (line: string) => this.lines.push(line);
    this.provider = new SegmentTaskGroupHandlers(this.client, new Holders(), say, new PreflightChecks(settings, say));
    this.engine = new Engine(this.provider);
  }

  static inputs(rooms: unknown, change: Inputs = {}): Inputs {
    return { appId: APP, rooms, storageConfig: TOS, __owner: "rooms/test/fleet", ...change };
  }

  /** `pulumi up` of a group; @returns the calls that changed something, as `StartSegment lobby`. */
  async up(rooms: unknown, change: Inputs = {}): Promise<string[]> {
    await this.emulator.admin.clearCalls();
    await this.engine.up(Fleet.inputs(rooms, change));
    return this.changes();
  }

  /** As `up`, for one that fails; @returns the error. */
  async upFails(rooms: unknown, change: Inputs = {}): Promise<Error & { reasons?: string[] }> {
    const failure = await this.up(rooms, change).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (failure instanceof Error) return failure;
    throw new Error("It did not fail");
  }

  async changes(): Promise<string[]> {
    const calls = await this.emulator.admin.calls();
    return calls.filter(({ applied }) => applied).map(({ action, RoomId }) => `${action} ${RoomId}`);
  }

  /** The rooms in which a task runs, one entry for each task. */
  async running(): Promise<string[]> {
    const tasks = await this.emulator.admin.tasks();
    return tasks
      .filter(({ Status }) => Status === 2)
      .map(({ RoomId }) => RoomId)
      .sort();
  }

  async task(roomId: string) {
    return (await this.emulator.admin.tasks()).find((task) => task.RoomId === roomId && task.Status === 2);
  }

  /** Ends the task of a room behind Pulumi's back. */
  async endTask(roomId: string): Promise<void> {
    const taskId = (await this.task(roomId))?.TaskId ?? "";
    await this.emulator.admin.endTask({ appId: APP, roomId, taskId, reason: "UserDisconnect" });
  }

  get tasks(): Record<string, RoomTask> {
    return (this.engine.resource?.outputs.tasks ?? {}) as Record<string, RoomTask>;
  }
}
