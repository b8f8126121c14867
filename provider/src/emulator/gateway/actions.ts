import type { ReceivedCall } from "./authentication";
import type { FaultKind } from "./faults";

/** An action behind the gateway: how it is called, how often, and what it does. Each API brings a list of its own. */
export interface Action {
  readonly name: string;
  readonly version: string;
  readonly method: "GET" | "POST";
  /** A fault that no other action can have, and that the action itself brings about. */
  readonly ownFault?: FaultKind["type"];
  /**
   * What the service does once the gateway let the call through.
   *
   * @throws Refusal with a code of the service.
   */
  perform(call: ReceivedCall, hasOwnFault: boolean): Performed;
}

/** What an action did. */
export interface Performed {
  result: string | object;
  /** Whether something was created or changed. */
  applied: boolean;
  /** The run of a task that was started, changed or stopped. */
  run?: number;
}
