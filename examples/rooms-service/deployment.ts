import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { ConcurrentUpdateError, type EngineEvent, type Stack } from "@pulumi/pulumi/automation/index.js";
import type { RoomTask } from "pulumi-volcengine-rtc";
import type { Declared } from "./declared.ts";
import { type Failures, failuresIn } from "./failures.ts";
import { programOf, type Rooms } from "./group.ts";
import { keepRooms, keptRooms } from "./kept.ts";

const GATHER_MS = 1_000;

/** Brings the stack to what is declared, by one `up` after the other. */
export class Deployment {
  #ups = 0;
  #underWay: Rooms | undefined;
  #progress: string | undefined;
  /** What the last `up` that ended was to bring about, and what was in the way. */
  #attempted: Rooms = new Map();
  #failures: Failures = { rooms: new Map() };
  /** The same of the last `up` that nothing was in the way of. */
  #succeeded: Rooms = new Map();
  #tasks = new Map<string, RoomTask>();

  #last: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;
  #retry: NodeJS.Timeout | undefined;
  readonly #ending = new AbortController();

  constructor(
    private readonly stack: Stack,
    private readonly declared: Declared,
    /** Holds what the last `up` is, or was, to bring about. */
    private readonly file: string,
    /** After which time an `up` that failed is tried again. */
    private readonly retryMs: number,
  ) {}

  /**
   * The first `up` is the last one again, and also looks for tasks that have ended since. If the last one was killed, only the
   * same knows the tasks that it started and did not get to write down. What was declared meanwhile comes after it.
   */
  async begin(): Promise<void> {
    const before = await keptRooms(this.file);
    if (before !== undefined) this.#last = this.#deploy(before, true);
    if (!isDeepStrictEqual(before ?? new Map(), this.declared.rooms)) this.wake();
  }

  /** Something was declared. Calls of one second share an `up`, and so do those that come while one is under way. */
  wake(): void {
    this.#next ??= this.#last = this.#last
      .then(() => sleep(GATHER_MS, undefined, { signal: this.#ending.signal }))
      .then(
        () => {
          this.#next = undefined;
          return this.#deploy(this.declared.rooms);
        },
        () => {}, // It ends. What is declared is read at the next start.
      );
  }

  /** Resolves when the `up` that is under way has ended; there is none after it. */
  async end(): Promise<void> {
    this.#ending.abort();
    clearTimeout(this.#retry);
    await this.#last;
  }

  /** How it goes on, and what became of each room. */
  overview() {
    const ids = new Set([...this.declared.rooms.keys(), ...this.#tasks.keys()]);
    const rooms = Object.fromEntries([...ids].map((id) => [id, this.#stateOf(id)]));
    return { ups: this.#ups, deploying: this.#underWay !== undefined, progress: this.#progress, rooms };
  }

  /** A room that is declared, or still has a task. */
  room(id: string) {
    const settings = this.declared.rooms.get(id);
    const task = this.#tasks.get(id);
    if (settings === undefined && task === undefined) return undefined;
    return { settings: settings ?? null, ...this.#stateOf(id), task };
  }

  #stateOf(id: string): { state: "waiting" | "deploying" | "failed" | RoomTask["status"]; message?: string } {
    const settings = this.declared.rooms.get(id);
    const isIn = (rooms: Rooms | undefined) => rooms !== undefined && isDeepStrictEqual(rooms.get(id), settings);
    if (!isIn(this.#attempted)) return { state: isIn(this.#underWay) ? "deploying" : "waiting" };
    const message = this.#failures.rooms.get(id) ?? (isIn(this.#succeeded) ? undefined : this.#failures.others);
    return message === undefined ? { state: this.#tasks.get(id)?.status ?? "unknown" } : { state: "failed", message };
  }

  async #deploy(rooms: Rooms, refresh = false): Promise<void> {
    clearTimeout(this.#retry);
    this.#underWay = rooms;
    this.#ups += 1;
    let told = "";
    const listen = ({ diagnosticEvent: said }: EngineEvent) => {
      if (said?.severity === "info") this.#progress = said.message.trim();
      if (said?.severity === "error" && said.urn) told += `${said.message}\n`;
    };
    try {
      await keepRooms(this.file, rooms);
      await this.#up({ program: programOf(rooms), refresh, onEvent: listen });
      this.#failures = { rooms: new Map() };
      this.#succeeded = rooms;
      console.log(`Up ${this.#ups} is done; rooms: ${rooms.size}.`);
    } catch (error) {
      this.#failures = failuresIn(told, error);
      console.error(`Up ${this.#ups} failed:`, told || error);
      if (!this.#ending.signal.aborted) this.#retry = setTimeout(() => this.wake(), this.retryMs);
    }
    this.#attempted = rooms;
    this.#underWay = undefined;
    this.#progress = undefined;
  }

  async #up(options: Parameters<Stack["up"]>[0]): Promise<void> {
    try {
      await this.stack.up(options);
    } catch (error) {
      if (!(error instanceof ConcurrentUpdateError)) throw error;
      await this.#waitForLock(error.message);
      await this.#up(options);
    } finally {
      this.#tasks = await this.#tasksInState();
    }
  }

  /** A CLI that was killed leaves its lock. It is broken only when it was this machine's, and its process is gone. */
  async #waitForLock(message: string): Promise<void> {
    const holders = [...message.matchAll(/created by \S+@(\S+) \(pid (\d+)\)/g)];
    const gone = holders.filter(([, host, pid]) => host === hostname() && !isAlive(Number(pid)));
    if (gone.length > 0 && gone.length === holders.length) return this.stack.cancel();
    const waiting = `Waiting for the lock of the stack, ${holders.map(([holder]) => holder).join(", ")}.`;
    if (waiting !== this.#progress) console.log(waiting);
    this.#progress = waiting;
    await sleep(GATHER_MS, undefined, { signal: this.#ending.signal });
  }

  async #tasksInState(): Promise<Map<string, RoomTask>> {
    const { deployment } = await this.stack.exportStack();
    const resources: { outputs?: { tasks?: Record<string, RoomTask> } }[] = deployment.resources ?? [];
    return new Map(resources.flatMap(({ outputs }) => Object.entries(outputs?.tasks ?? {})));
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // Somebody else's.
  }
}
