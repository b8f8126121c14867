import { AsyncLocalStorage } from "node:async_hooks";
import { watch } from "../adapter/engine/engine-watch";
import { inPluginWords } from "./configuration";
import { EngineLog, type Severity } from "./engine-log";

/** A message of the engine, as far as all are treated alike. */
export interface EngineRequest {
  getUrn?: () => string | undefined;
  getTimeout?: () => number;
}

/**
 * What operations of this process are done for: one engine, and each for as long as it allows. A plugin that was started by
 * hand is attached to one engine after another.
 */
export class Session {
  #engine = "";
  #gone = new AbortController().signal;
  #end = new AbortController();
  readonly #requests = new AsyncLocalStorage<{ urn: string; deadline: number | undefined }>();
  readonly #log = new EngineLog();

  /**
   * @param engine The address of the engine that asks from now on.
   * @returns what aborts when that engine is gone.
   */
  begin(engine: string): AbortSignal {
    // The one that started this process says so twice.
    if (engine === this.#engine && !this.end.aborted) return this.#gone;
    const end = new AbortController();
    this.#engine = engine;
    this.#end = end;
    this.#gone = watch(engine);
    this.#gone.addEventListener("abort", () => end.abort());
    this.#log.connect(engine);
    return this.#gone;
  }

  /** Shows the user a line, about the resource of the request at hand. */
  say(severity: Severity, line: string): void {
    this.#log.say(severity, inPluginWords(line), this.#requests.getStore()?.urn ?? "");
  }

  /** Resolves once the engine has heard all that was said. */
  heard(): Promise<void> {
    return this.#log.heard();
  }

  /** Ends whatever waits or is under way. */
  cancel(): void {
    this.#end.abort();
  }

  /** Aborts when the engine cancels, or is gone. */
  get end(): AbortSignal {
    return this.#end.signal;
  }

  /** @param request Says which resource it is about, and in its timeout what the user's `customTimeouts` say: 0 for nothing. */
  handle<Result>(request: EngineRequest, work: () => Promise<Result>): Promise<Result> {
    const seconds = request.getTimeout?.() ?? 0;
    const deadline = seconds > 0 ? performance.now() + seconds * 1000 : undefined;
    return this.#requests.run({ urn: request.getUrn?.() ?? "", deadline }, work);
  }

  /** Seconds left of what the engine asked for; nothing where it set no limit. */
  get secondsLeft(): number | undefined {
    const deadline = this.#requests.getStore()?.deadline;
    return deadline === undefined ? undefined : Math.max(0, (deadline - performance.now()) / 1000);
  }
}
