import type { z } from "zod";
import type { Failure } from "./failure";

/** One action of the RTC OpenAPI: all there is to know to call it, and to tell what a call of it may have done. */
export interface Action<Result = unknown> {
  readonly name: string;
  readonly version: string;
  readonly method: "GET" | "POST";
  /** Where its parameters stand. The body is JSON; beside a query it is empty. */
  readonly parameters: "query" | "body";
  /** What reads may be repeated blindly; what changes something may have done so even when no answer came. */
  readonly effect: "reads" | "changes";
  /** Calls per second the API allows an account. */
  readonly perSecond: number;
  /**
   * Where texts stand that nothing may show: names with dots between them, from the parameters or from `Result` on.
   * A list on the way stands for each of its elements.
   */
  readonly secrets: { readonly parameters?: readonly string[]; readonly result?: readonly string[] };
  /** The shape of `Result`. Asked for with the first answer: a program that makes no call does without validation. */
  readonly result: () => Promise<z.ZodType<Result>>;
  /** What the user can do about a failure, where that depends on the action. */
  readonly advice: (failure: Failure) => string | undefined;
}

/** What is asked of the API. */
export interface Call<Result = unknown> {
  readonly action: Action<Result>;
  readonly parameters: object;
}
