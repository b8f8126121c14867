import { masking } from "../../rtc-api/masking";
import type { Operation } from "../../rtc-api/operation";
import type { RtcSettings } from "../../rtc-api/settings";
import type { ProbeRequest } from "../../storage/probe/request";
import type { Judgement } from "../../storage/probe/verdict";
import { UserError } from "../../user-error";
import { judgementOn } from "./judgement";
import { checkKey, requestFor, type StoredInputs } from "./request";

/** Slices would not arrive in a task's bucket. The message says why, and what would put it right. */
export class UnfitStorageError extends UserError {
  override readonly name = "UnfitStorageError";
}

/** Looks at the buckets of a program before tasks are started: at each once, however many tasks share it. */
export class PreflightChecks {
  readonly #judgements = new Map<string, Promise<Judgement>>();
  readonly #told = new Set<string>();

  /** @param settings Is asked at each check. */
  constructor(
    private readonly settings: () => RtcSettings,
    private readonly print: (line: string) => void = console.warn,
  ) {}

  /**
   * Returns when nothing speaks against a start. What could not be found out is printed, once for each bucket.
   *
   * @param secrets What of the inputs no message may show.
   * @throws {UnfitStorageError} when slices would certainly not arrive.
   */
  async ensure(
    inputs: StoredInputs,
    operation: Pick<Operation, "left" | "signal">,
    secrets: readonly string[] = [],
  ): Promise<void> {
    if (inputs.preflight === "off") return;
    const request = requestFor(inputs, this.settings());
    if (request === undefined) return;
    const key = checkKey(request);
    const { verdict, detail, left } = await this.#judgement(key, request, operation);
    const words = masking(secrets)(detail);
    // The table of verdicts came with the check: without one it would cost each start.
    const { stops } = await import("../../storage/probe/verdict.js");
    if (stops(verdict)) throw new UnfitStorageError(`${words}. preflight: "off" starts without this check`);
    if ((verdict === "good" && left === undefined) || this.#told.has(key)) return;
    this.#told.add(key);
    this.print(verdict === "good" ? words : `warning: ${words}. Tasks are started all the same`);
  }

  #judgement(key: string, request: ProbeRequest, { left, signal }: Pick<Operation, "left" | "signal">) {
    const known = this.#judgements.get(key);
    if (known !== undefined) return known;
    const judgement = judgementOn(request, { timeout: left, signal });
    this.#judgements.set(key, judgement);
    return judgement;
  }
}
