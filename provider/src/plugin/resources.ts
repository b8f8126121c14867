import { CallbackHandlers } from "../adapter/callback/handlers";
import type { Handlers } from "../adapter/engine/handlers";
import { settingsWarning } from "../adapter/engine/settings-warning";
import { SegmentTaskGroupHandlers } from "../adapter/group/handlers";
import { SegmentTaskHandlers } from "../adapter/segment-task/handlers";
import { CallbackClient } from "../callback/api/client";
import type { ResourceKind } from "../resource-types";
import { RtcClient } from "../rtc-api/client";
import { readSettings } from "../rtc-api/settings";
import { SegmentClient } from "../segment/api/client";
import { PreflightChecks } from "../segment/preflight/preflight-checks";
import { Holders } from "../segment/task/holders";
import type { Configuration } from "./configuration";
import type { Session } from "./session";

/** What a plugin process looks after, and how. */
export interface Resources {
  handlers: Readonly<Record<ResourceKind, Handlers>>;
  /** For functions, which belong to no resource. */
  api: SegmentClient;
  /** Told before inputs are checked: what will keep `up` from calling the API, once. */
  beforeCheck: () => void;
}

export function resources(configuration: Configuration, session: Session): Resources {
  const settings = () => readSettings(configuration.lookup);
  const rtc = new RtcClient(settings, { end: () => session.end, timeout: () => session.secondsLeft });
  const api = new SegmentClient(rtc);
  const holders = new Holders();
  const tell = (line: string) => session.say("info", line);
  const warn = (line: string) => session.say("warning", line.replace(/^warning: /, ""));
  const preflight = new PreflightChecks(settings, warn);
  return {
    handlers: {
      task: new SegmentTaskHandlers(api, holders, tell, preflight),
      group: new SegmentTaskGroupHandlers(api, holders, tell, preflight),
      callback: new CallbackHandlers(new CallbackClient(rtc), tell),
    },
    api,
    beforeCheck: settingsWarning(settings, warn),
  };
}
