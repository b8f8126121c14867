import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

/** How long to wait between two attempts at a call. */
export interface Pauses {
  /** Milliseconds before the second attempt, at most; doubled for each further one. */
  first: number;
  /** Milliseconds, at most. */
  longest: number;
}

const PAUSES: Pauses = { first: 200, longest: 5_000 };

/** Longer timers fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface OperationOptions {
  /**
   * Strings that must not show in anything the calls of the operation bring back or throw. They are masked there, as the
   * account's keys are: a value that contains one comes back as something else than it is.
   */
  secrets?: readonly string[] | undefined;
  /** Ends the waiting and the calls of the operation at once when it aborts. */
  signal?: AbortSignal | undefined;
}

/** One operation with all the calls it makes: when it gives up, how it waits, what it keeps to itself. */
export class Operation {
  readonly secrets: readonly string[];
  readonly signal?: AbortSignal;
  readonly #end: number;

  constructor(
    milliseconds: number,
    { secrets = [], signal }: OperationOptions = {},
    readonly pauses: Pauses = PAUSES,
  ) {
    this.#end = performance.now() + Math.min(milliseconds, LONGEST_TIMER_MS);
    this.secrets = secrets;
    if (signal === undefined) return;
    // One of its own: that of the caller may be shared by thousands of operations, and all their listeners.
    this.signal = AbortSignal.any([signal]);
    setMaxListeners(0, this.signal);
  }

  /** Milliseconds left, never below 0. */
  get left(): number {
    return this.cancelled ? 0 : Math.max(0, this.#end - performance.now());
  }

  get passed(): boolean {
    return this.left === 0;
  }

  get cancelled(): boolean {
    return this.signal?.aborted ?? false;
  }

  /** Waits, but not beyond the end of the operation. */
  async pause(milliseconds: number): Promise<void> {
    const options = this.signal === undefined ? {} : { signal: this.signal };
    await sleep(Math.min(milliseconds, this.left), undefined, options).catch(() => {
      // Cancelled: what waits finds that out for itself.
    });
  }
}
