import { CallbackBook } from "../callback/callbacks";
import { callbackActions } from "../callback/perform";
import { SliceReporter } from "../callback/reporter";
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
  readonly callbacks = new CallbackBook();
  readonly reporter = new SliceReporter(this.callbacks, () => this.settings);
  readonly tasks = new TaskBook(this.clock, () => this.settings, this.reporter);
  readonly gateway: Gateway;
  settings: Settings;

  constructor(
    credentials: Credentials,
    private readonly atStart: SettingsChange,
  ) {
    const settings = () => this.settings;
    const actions = [...segmentActions(this.tasks, settings), ...callbackActions(this.callbacks)];
    this.gateway = new Gateway(credentials, actions, settings);
    this.settings = initialSettings(atStart);
  }

  changeSettings(change: SettingsChange): void {
    this.settings = changeSettings(this.settings, change);
    this.tasks.shorten();
  }

  reset(): void {
    this.gateway.reset();
    this.tasks.clear();
    this.callbacks.clear();
    this.reporter.clear();
    this.clock.reset();
    this.settings = initialSettings(this.atStart);
  }
}
