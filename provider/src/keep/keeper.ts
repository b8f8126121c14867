import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../user-error";
import type { KeepEvent } from "./events";
import type { Parts } from "./parts";
import { keepRound, NOTHING_DONE, type RoundResult, roomOf } from "./round";

/** How often it is looked whether something happened in a room. */
const NEWS_MS = 250;
const LONGEST_PAUSE_MS = 15 * 60 * 1000;

export interface KeeperOptions extends Omit<Parts, "say" | "settle"> {
  /** Milliseconds from the end of a round to the next. */
  every: number;
  tell(event: KeepEvent): void;
  /** Told after each round over all tasks. */
  onRound(result: RoundResult, seconds: number): void;
  /** Ends the keeper when what it does is done. */
  stop: AbortSignal;
}

/** Rounds of one stack, and what they have told so far. */
export class Keeper {
  /** What was told last of each subject. */
  readonly #told = new Map<string, string>();
  #blind = 0;
  readonly #parts: Parts;

  constructor(private readonly options: KeeperOptions) {
    this.#parts = {
      ...options,
      say: (event, subject, state) => this.#say(event, subject, state),
      settle: (subject) => void this.#told.delete(subject),
    };
  }

  /** One round over all tasks. */
  async once(): Promise<RoundResult & { seconds: number }> {
    const began = performance.now();
    const result = await this.#look();
    const seconds = (performance.now() - began) / 1000;
    if (result.reason === "") {
      if (this.#blind > 0) this.options.tell({ event: "sighted" });
      this.#blind = 0;
    } else {
      this.#blind += 1;
    }
    this.options.onRound(result, seconds);
    return { ...result, seconds };
  }

  /** Round after round. */
  async run(): Promise<void> {
    const { stop } = this.options;
    while (!stop.aborted) {
      const { reason } = await this.once();
      const pause = this.#pause();
      if (reason !== "") this.#say({ event: "blind", reason, retrySeconds: pause / 1000 }, "blind", reason);
      else this.#told.delete("blind");
      await this.#restUntil(performance.now() + pause);
    }
  }

  async #look(rooms?: ReadonlySet<string>): Promise<RoundResult> {
    try {
      return await keepRound(this.#parts, rooms);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { ...NOTHING_DONE, outcome: "blind", reason: error.message };
    }
  }

  /** Grows while nothing can be seen. */
  #pause(): number {
    const { every } = this.options;
    return this.#blind === 0
      ? every
      : Math.max(every, Math.min(LONGEST_PAUSE_MS, every * 2 ** Math.min(this.#blind - 1, 20)));
  }

  async #restUntil(end: number): Promise<void> {
    const { stop, news } = this.options;
    for (let left = end - performance.now(); left > 0 && !stop.aborted; left = end - performance.now()) {
      await sleep(news ? Math.min(left, NEWS_MS) : left, undefined, { signal: stop }).catch(() => {});
      const rooms = stop.aborted ? [] : (news?.rooms() ?? []);
      if (rooms.length > 0) await this.#look(new Set(rooms.map(roomOf)));
    }
  }

  #say(event: KeepEvent, subject?: string, state = ""): void {
    if (subject !== undefined) {
      if (this.#told.get(subject) === state) return;
      this.#told.set(subject, state);
    }
    this.options.tell(event);
  }
}
