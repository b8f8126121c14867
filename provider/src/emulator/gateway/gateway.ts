import type { Action } from "./actions";
import { Authenticator, type Credentials } from "./authentication";
import { CallLog } from "./call-log";
import { FaultPlan } from "./faults";
import { RateLimiter } from "./rate";
import type { GatewaySettings } from "./settings";
import { Statistics } from "./statistics";

/** What stands in front of the actions of an account: it knows of them only what their list says. */
export class Gateway {
  readonly calls = new CallLog();
  readonly faults: FaultPlan;
  readonly rate = new RateLimiter();
  readonly stats: Statistics;
  readonly authenticator: Authenticator;
  /** Closes every connection a fault left hanging. */
  readonly hanging = new Set<() => void>();

  constructor(
    credentials: Credentials,
    readonly actions: readonly Action[],
    readonly settings: () => GatewaySettings,
  ) {
    this.authenticator = new Authenticator(credentials);
    this.faults = new FaultPlan(({ type }) => actions.find(({ ownFault }) => ownFault === type)?.name);
    this.stats = new Statistics(actions.map(({ name }) => name));
  }

  reset(): void {
    for (const release of this.hanging) release();
    this.hanging.clear();
    this.calls.clear();
    this.faults.clear();
    this.rate.clear();
    this.stats.clear();
  }
}
