import { AsyncLocalStorage } from "node:async_hooks";
import { watch } from "../adapter/engine/engine-watch";

/**
 * What operations of this process are done for: one engine, and each for as long as it allows. A plugin that was started by
 * hand is attached to one engine after another.
 */
export class Session {
  #end = new AbortController();
  readonly #deadlines = new AsyncLocalStorage<number | undefined>();

  /** @param engine The address of the engine that asks from now on. */
  begin(engine: string): void {
    const end = new AbortController();
    this.#end = end;
    watch(engine).addEventListener("abort", () => end.abort());
  }

  /** Ends whatever waits or is under way. */
  cancel(): void {
    this.#end.abort();
  }

  /** Aborts when the engine cancels, or is gone. */
  get end(): AbortSignal {
    return this.#end.signal;
  }

  /** @param seconds What the user's `customTimeouts` say; 0 where they say nothing. */
  within<Result>(seconds: number, work: () => Promise<Result>): Promise<Result> {
    return this.#deadlines.run(seconds > 0 ? performance.now() + seconds * 1000 : undefined, work);
  }

  /** Seconds left of what the engine asked for; nothing where it set no limit. */
  get secondsLeft(): number | undefined {
    const deadline = this.#deadlines.getStore();
    return deadline === undefined ? undefined : Math.max(0, (deadline - performance.now()) / 1000);
  }
}
