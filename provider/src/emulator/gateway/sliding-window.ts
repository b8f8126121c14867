/** Moments of the last second, on the real monotonic clock in milliseconds. */
export class SlidingWindow {
  private moments: number[] = [];
  private head = 0;

  /** How many moments lie within the second before `now`. */
  count(now: number): number {
    while (this.head < this.moments.length && now - (this.moments[this.head] ?? 0) >= 1000) this.head++;
    if (this.head > 1024) {
      this.moments = this.moments.slice(this.head);
      this.head = 0;
    }
    return this.moments.length - this.head;
  }

  add(now: number): void {
    this.moments.push(now);
  }
}
