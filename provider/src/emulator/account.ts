import type { Settings, SettingsChange } from "./admin-types";
import { Authenticator, type Credentials } from "./authentication";
import { CallLog } from "./call-log";
import { VirtualClock } from "./clock";
import { FaultPlan } from "./faults";
import { RateLimiter } from "./rate";
import { changeSettings, initialSettings } from "./settings";
import { Statistics } from "./statistics";
import { TaskBook } from "./tasks";

/** Everything one emulated account knows; both the API and the admin routes work on it. */
export class Account {
  readonly clock = new VirtualClock();
  readonly tasks = new TaskBook(this.clock, () => this.settings);
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

  changeSettings(change: SettingsChange): void {
    this.settings = changeSettings(this.settings, change);
    this.tasks.shorten();
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
