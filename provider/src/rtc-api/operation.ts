/** How long to wait between two attempts at a call. */
export interface Pauses {
  /** Milliseconds before the second attempt, at most; doubled for each further one. */
  first: number;
  /** Milliseconds, at most. */
  longest: number;
}

export const PAUSES: Pauses = { first: 200, longest: 5_000 };

/** One operation with all its calls: when it gives up, how it waits until then, what must not show in anything. */
export class Operation {
  readonly #at: number;

  constructor(
    milliseconds: number,
    readonly pauses: Pauses = PAUSES,
    readonly secrets: readonly string[] = [],
  ) {
    this.#at = performance.now() + milliseconds;
  }

  /** Milliseconds left, never below 0. */
  get left(): number {
    return Math.max(0, this.#at - performance.now());
  }

  get passed(): boolean {
    return this.left === 0;
  }
}
