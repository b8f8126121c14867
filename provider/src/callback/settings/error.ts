import { UserError } from "../../user-error";
import { type CallbackId, callbackName } from "./identity";
import type { CallbackField, KeyedInputs } from "./inputs";

/** An operation on a callback that did not succeed. Says what was attempted on which, why it failed and what to do. */
export class CallbackError extends UserError {
  override readonly name: string = "CallbackError";

  constructor(attempt: "Creating" | "Reading" | "Updating" | "Deleting", callback: CallbackId, reason: unknown) {
    const words = reason instanceof Error ? reason.message : String(reason);
    super(`${attempt} ${callbackName(callback)} failed: ${words}`, { cause: reason });
  }
}

/**
 * Nobody knows whether the callback was created. It must be remembered all the same: forgotten, it would be found as
 * somebody else's, signing with a key that nobody knows.
 */
export class UnconfirmedCallbackError extends CallbackError {
  override readonly name = "UnconfirmedCallbackError";

  // Not a plain property, which a logger that prints the error would show: it holds the key.
  readonly #state: KeyedInputs;

  constructor(state: KeyedInputs, reason: Error) {
    const rest =
      "It may be there all the same, so it is kept in the stack's state: run `pulumi up` again to find out and finish, " +
      "or `pulumi destroy` to delete it";
    super("Creating", state, `${reason.message}. ${rest}`);
    this.#state = state;
  }

  /** What is to be remembered. */
  get state(): KeyedInputs {
    return this.#state;
  }
}

export function conflict(callback: CallbackId, fields: readonly CallbackField[]): CallbackError {
  const difference =
    fields.length === 0 ? "with the same url and events" : `that differs from these inputs in ${fields.join(" and ")}`;
  return new CallbackError(
    "Creating",
    callback,
    `there is one already, ${difference}, and it isn't known to be this resource's. Set adopt: true to take it over, also ` +
      "when an interrupted run has created it: then it gets this url, these events, and the key of this resource",
  );
}

export function keyNotKnown(callback: CallbackId): CallbackError {
  return new CallbackError(
    "Updating",
    callback,
    "it was imported, so its key is not known, and the API wants the key with every change. Set secretKey: the one it has, " +
      "or a new one",
  );
}

export function notThere(callback: CallbackId): UserError {
  return new UserError(
    `There is no callback to read: ${callbackName(callback)} is not set. Check the id: <appId>/ or <appId>/<businessId>`,
  );
}
