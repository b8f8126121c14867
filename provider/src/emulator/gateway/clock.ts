/**
 * The clock task times are taken from: real time plus an offset, so that a test can pass
 * three minutes of silence in no time. Signatures and rate limits never use it.
 */
export class VirtualClock {
  private offset = 0;
  private frozenAt: number | undefined;

  /** Unix milliseconds. */
  now(): number {
    return this.frozenAt ?? Date.now() + this.offset;
  }

  get offsetSeconds(): number {
    return (this.now() - Date.now()) / 1000;
  }

  get frozen(): boolean {
    return this.frozenAt !== undefined;
  }

  advance(seconds: number): void {
    const milliseconds = Math.round(seconds * 1000);
    if (this.frozenAt === undefined) this.offset += milliseconds;
    else this.frozenAt += milliseconds;
  }

  freeze(): void {
    this.frozenAt ??= this.now();
  }

  unfreeze(): void {
    if (this.frozenAt === undefined) return;
    this.offset = this.frozenAt - Date.now();
    this.frozenAt = undefined;
  }

  reset(): void {
    this.offset = 0;
    this.frozenAt = undefined;
  }
}
