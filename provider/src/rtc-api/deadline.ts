/** How long to wait between two attempts at a call. */
export interface Pauses {
  /** Milliseconds before the second attempt, at most; doubled for each further one. */
  first: number;
  /** Milliseconds, at most. */
  longest: number;
}

const PAUSES: Pauses = { first: 200, longest: 5_000 };

/** The moment an operation gives up, and how it waits until then; shared by all calls it makes. */
export class Deadline {
  readonly #at: number;

  constructor(
    milliseconds: number,
    readonly pauses: Pauses = PAUSES,
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
