import type { SegmentTask } from "./wire";

/** What GetSegmentTask goes on to answer for a number of calls after a change: what was true before it. */
export class StaleView {
  constructor(
    /** undefined: there was no task. */
    readonly before: SegmentTask | undefined,
    private readsLeft: number,
  ) {}

  /** @returns whether the read that is counted by this is still stale. */
  countRead(): boolean {
    if (this.readsLeft === 0) return false;
    this.readsLeft--;
    return true;
  }

  shorten(reads: number): void {
    this.readsLeft = Math.min(this.readsLeft, reads);
  }
}
