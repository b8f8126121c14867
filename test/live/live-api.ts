import { randomBytes } from "node:crypto";
import type { Call } from "#rtc-api/action";
import { RtcClient } from "#rtc-api/client";
import { RtcApiError } from "#rtc-api/error";
import type { Mask } from "#rtc-api/masking";
import type { Operation } from "#rtc-api/operation";
import { send } from "#rtc-api/send";
import type { RtcSettings } from "#rtc-api/settings";
import { SEGMENT_ACTIONS } from "#segment/api/actions";
import { SegmentClient } from "#segment/api/client";
import type { StartSegmentBody, TaskKey } from "#segment/api/wire";
import type { LiveAccount } from "./account";
import { type Answer, readAnswer, type SeenTask, taskOf } from "./answer";
import { maskOf } from "./mask";

/** By it anybody can tell a task of these checks from others. */
const PREFIX = "live-check";

/** Seconds: a task that nothing stops any more ends by itself, as nobody publishes in its room. */
const MAX_IDLE_TIME = 60;

const LOOKS = 20;
const BETWEEN_LOOKS_MS = 250;
const STOP_TIMEOUT_S = 30;

export interface Pace {
  /** Milliseconds before each call. */
  beforeCalls: number;
  wait(milliseconds: number): Promise<void>;
}

/** What repeated looks at a task came to. */
export interface Looked {
  task: SeenTask;
  /** How many it took; nothing when it never showed what was waited for. */
  looks: number | undefined;
}

/** Calls of the API whose answers nothing improves, and the tasks they started. */
export class LiveApi {
  /** The provider's own client, for what is no check. */
  readonly client: SegmentClient;
  readonly #run = `${PREFIX}-${randomBytes(6).toString("hex")}`;
  readonly #tasks = new Map<string, TaskKey>();
  readonly #accepted = new Set<string>();
  readonly mask: Mask;

  constructor(
    readonly account: LiveAccount,
    private readonly pace: Pace,
    private readonly signal: AbortSignal,
  ) {
    this.client = new SegmentClient(new RtcClient(() => account.settings));
    this.mask = maskOf(account);
  }

  get cancelled(): boolean {
    return this.signal.aborted;
  }

  key(name: string): TaskKey {
    return { AppId: this.account.appId, RoomId: this.#run, TaskId: `${this.#run}-${name}` };
  }

  /** All that a start needs, and with it a task that does not outlive a killed run for long. */
  body(name: string): StartSegmentBody {
    return { ...this.required(name), MaxIdleTime: MAX_IDLE_TIME };
  }

  /** Nothing but what the API requires. */
  required(name: string): StartSegmentBody {
    return { ...this.key(name), StorageConfig: { TosConfig: this.account.tos } };
  }

  operation(): Operation {
    return this.client.operation({ signal: this.signal });
  }

  /** @param body may lack or misspell anything. */
  async start<Body extends TaskKey>(body: Body): Promise<Answer> {
    this.remember(body);
    const answer = await this.call({ action: SEGMENT_ACTIONS.start, parameters: body });
    // Stopped all the same, but nothing is left when ids that no task may have can't be stopped.
    if (answer.error === undefined) this.#accepted.add(body.TaskId);
    return answer;
  }

  /** Before its start is sent: an answer can get lost. */
  remember({ AppId, RoomId, TaskId }: TaskKey): void {
    const key = { AppId, RoomId, TaskId };
    this.#tasks.set(nameOf(key), key);
  }

  update(body: object): Promise<Answer> {
    return this.call({ action: SEGMENT_ACTIONS.update, parameters: body });
  }

  stop(body: object): Promise<Answer> {
    return this.call({ action: SEGMENT_ACTIONS.stop, parameters: body });
  }

  get({ AppId, RoomId, TaskId }: TaskKey): Promise<Answer> {
    return this.call({ action: SEGMENT_ACTIONS.get, parameters: { AppId, RoomId, TaskId } });
  }

  async call(call: Call, settings: RtcSettings = this.account.settings): Promise<Answer> {
    this.signal.throwIfAborted();
    await this.pace.wait(this.pace.beforeCalls);
    const { status, text } = await send(call, settings, this.operation(), this.mask);
    return readAnswer(call.action.name, status, text);
  }

  /** Looks at a task until it shows something, a few seconds at most. */
  async lookUntil(key: TaskKey, shows: (task: SeenTask) => boolean, between = BETWEEN_LOOKS_MS): Promise<Looked> {
    let task: SeenTask;
    for (let look = 1; look <= LOOKS; look++) {
      task = taskOf(await this.get(key));
      if (shows(task)) return { task, looks: look };
      await this.pace.wait(between);
    }
    return { task, looks: undefined };
  }

  /** Stops whatever this run may have started. Returns the ids of what may still run. */
  async stopAll(): Promise<string[]> {
    const left: string[] = [];
    for (const [name, { AppId, RoomId, TaskId }] of this.#tasks) {
      try {
        // An operation of its own: this must also work after a Ctrl-C.
        await this.client.stop({ AppId, RoomId, TaskId }, this.client.operation({ timeout: STOP_TIMEOUT_S }));
        this.#tasks.delete(name);
      } catch (error) {
        const refused = error instanceof RtcApiError && error.failure.side === "service";
        if (!refused || this.#accepted.has(TaskId)) left.push(TaskId);
      }
    }
    return left;
  }
}

function nameOf({ AppId, RoomId, TaskId }: TaskKey): string {
  return `${AppId}/${RoomId}/${TaskId}`;
}

export function isRunning(task: SeenTask): boolean {
  return task?.Status === 2 && task.EndTime === 0;
}

export function hasEnded(task: SeenTask): boolean {
  return typeof task?.EndTime === "number" && task.EndTime > 0;
}

export function looksTaken({ looks }: Looked): string {
  if (looks === undefined) return `not within ${LOOKS} looks`;
  return looks === 1 ? FIRST_LOOK : `look ${looks}, ${BETWEEN_LOOKS_MS} ms apart`;
}

export const FIRST_LOOK = "the first look";
