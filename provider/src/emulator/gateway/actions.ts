import type { ReceivedCall } from "./authentication";
import type { FaultKind } from "./faults";

/** How an action is called. */
export interface ActionFacts {
  readonly version: string;
  readonly method: "GET" | "POST";
  /** A fault that no other action can have, and that the action itself brings about. */
  readonly ownFault?: FaultKind["type"];
}

/** An action behind the gateway. Each API brings a list of its own. */
export interface Action extends ActionFacts {
  readonly name: string;
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

/** The actions of an API, from how each is called and what each does. */
export function performing<Name extends string>(
  facts: Readonly<Record<Name, ActionFacts>>,
  perform: Readonly<Record<Name, Action["perform"]>>,
): Action[] {
  return (Object.keys(facts) as Name[]).map((name) => ({ name, ...facts[name], perform: perform[name] }));
}
