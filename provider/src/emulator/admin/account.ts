import type { Credentials } from "../gateway/authentication";
import { VirtualClock } from "../gateway/clock";
import { Gateway } from "../gateway/gateway";
import { segmentActions } from "../segment/perform";
import { TaskBook } from "../segment/tasks";
import { changeSettings, initialSettings } from "./settings";
import type { Settings, SettingsChange } from "./types";

/** Everything one emulated account knows; both the API and the admin routes work on it. */
export class Account {
  readonly clock = new VirtualClock();
  readonly tasks = new TaskBook(this.clock, () => this.settings);
  readonly gateway: Gateway;
  settings: Settings;

  constructor(
    credentials: Credentials,
    private readonly atStart: SettingsChange,
  ) {
    const settings = () => this.settings;
    this.gateway = new Gateway(credentials, segmentActions(this.tasks, settings), settings);
    this.settings = initialSettings(atStart);
  }

  changeSettings(change: SettingsChange): void {
    this.settings = changeSettings(this.settings, change);
    this.tasks.shorten();
  }

  reset(): void {
    this.gateway.reset();
    this.tasks.clear();
    this.clock.reset();
    this.settings = initialSettings(this.atStart);
  }
}
