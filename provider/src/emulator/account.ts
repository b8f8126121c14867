import type { Settings, SettingsChange } from "./admin-types.js";
import { Authenticator, type Credentials } from "./authentication.js";
import { CallLog } from "./call-log.js";
import { VirtualClock } from "./clock.js";
import { FaultPlan } from "./faults.js";
import { RateLimiter } from "./rate.js";
import { initialSettings } from "./settings.js";
import { Statistics } from "./statistics.js";
import { TaskBook } from "./tasks.js";

/** Everything one emulated account knows; both the API and the admin routes work on it. */
export class Account {
  readonly clock = new VirtualClock();
  readonly tasks = new TaskBook(this.clock);
  readonly calls = new CallLog();
  readonly faults = new FaultPlan();
  readonly rate = new RateLimiter();
  readonly stats = new Statistics();
  readonly authenticator: Authenticator;
  settings: Settings;
  /** Closes every connection a fault left hanging. */
  readonly hanging = new Set<() => void>();

  constructor(
    credentials: Credentials,
    private readonly atStart: SettingsChange,
  ) {
    this.authenticator = new Authenticator(credentials);
    this.settings = initialSettings(atStart);
  }

  reset(): void {
    this.releaseHanging();
    this.tasks.clear();
    this.calls.clear();
    this.faults.clear();
    this.rate.clear();
    this.stats.clear();
    this.clock.reset();
    this.settings = initialSettings(this.atStart);
  }

  releaseHanging(): void {
    for (const release of this.hanging) release();
    this.hanging.clear();
  }
}
