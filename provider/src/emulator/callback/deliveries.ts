import { type Callback, keyText } from "./callbacks";
import type { EventFields } from "./event";
import type { CallbackSettings } from "./settings";

/** What became of one event. */
export interface Delivery {
  /** The id of the event. */
  eventId: string;
  /** What it tells of, such as `SegmentRealTimeData`. */
  eventType: string;
  /** The app that it happened in. */
  AppId: string;
  /** The room whose audio was sliced. */
  RoomId: string;
  /** The id of the task that sliced. */
  TaskId: string;
  /** Where it was sent to. */
  url: string;
  /** How often it was sent; 3 times at most. */
  attempts: number;
  /** `notSent`: to this address none is, as `eventsTo` says. */
  outcome: "delivered" | "givenUp" | "notSent";
  /** What the last attempt met: an HTTP status, or why there was none. */
  detail: string;
}

/** Nothing but 200 within these many milliseconds is a success; else the service tries twice more. */
const PATIENCE_MS = 5_000;
const ATTEMPTS = 3;

/** Older deliveries are dropped, so that a test of hours does not fill the memory. */
export const MAX_LISTED_DELIVERIES = 10_000;

const LOOPBACK = /^(localhost|.*\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Sends events: those of a callback one after the other, those of several side by side. */
export class Deliveries {
  /** The end of each callback's queue. */
  private readonly queues = new Map<string, Promise<void>>();
  private listed: Delivery[] = [];
  private end = new AbortController();
  waiting = 0;

  constructor(private readonly settings: () => CallbackSettings) {}

  add(callback: Callback, event: EventFields, task: Pick<Delivery, "RoomId" | "TaskId">): void {
    const { signal } = this.end;
    const { URL: url } = callback;
    const { EventId: eventId, EventType: eventType, AppId } = event;
    const about = { eventId, eventType, AppId, RoomId: task.RoomId, TaskId: task.TaskId, url };
    const turn = async () => {
      const result = signal.aborted ? undefined : await this.deliver(url, event, signal);
      if (result === undefined || signal.aborted) return;
      this.waiting--;
      this.listed.push({ ...about, ...result });
      if (this.listed.length > MAX_LISTED_DELIVERIES * 1.2) this.listed = this.list();
    };
    this.waiting++;
    const name = keyText(callback);
    this.queues.set(name, (this.queues.get(name) ?? Promise.resolve()).then(turn));
  }

  /** Resolves when all that was added so far has come to its end. */
  async ended(): Promise<void> {
    await Promise.all(this.queues.values());
  }

  /** In the order in which they came to their end. */
  list(): Delivery[] {
    return this.listed.slice(-MAX_LISTED_DELIVERIES);
  }

  /** Forgets what was sent, and sends nothing of what waits. */
  clear(): void {
    this.end.abort();
    this.end = new AbortController();
    this.queues.clear();
    this.listed = [];
    this.waiting = 0;
  }

  private async deliver(
    url: string,
    event: EventFields,
    signal: AbortSignal,
  ): Promise<Pick<Delivery, "attempts" | "outcome" | "detail">> {
    if (this.settings().eventsTo === "loopback" && !LOOPBACK.test(new URL(url).hostname)) {
      return { attempts: 0, outcome: "notSent", detail: 'not on this machine; eventsTo: "anywhere" sends it' };
    }
    let detail = "";
    for (let attempts = 1; attempts <= ATTEMPTS && !signal.aborted; attempts++) {
      detail = await post(url, JSON.stringify(event), signal);
      if (detail === "HTTP 200") return { attempts, outcome: "delivered", detail };
    }
    return { attempts: ATTEMPTS, outcome: "givenUp", detail };
  }
}

async function post(url: string, body: string, end: AbortSignal): Promise<string> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  try {
    const headers = { "Content-Type": "application/json" };
    const signal = AbortSignal.any([end, patience]);
    const response = await fetch(url, { method: "POST", headers, body, signal, redirect: "manual" });
    await response.body?.cancel();
    return `HTTP ${response.status}`;
  } catch (error) {
    if (patience.aborted) return `no answer within ${PATIENCE_MS / 1000} s`;
    const { cause, message } = error as Error & { cause?: NodeJS.ErrnoException };
    return cause?.code ?? message;
  }
}
