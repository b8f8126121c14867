/**
 * What Pulumi's dynamic provider process loads. The name of this module and of its exports stand in the state of every
 * stack: they must never change.
 */

import { CallbackHandlers } from "../adapter/callback/handlers";
import { engineGone } from "../adapter/engine/engine-watch";
import { settingsWarning } from "../adapter/engine/settings-warning";
import { SegmentTaskGroupHandlers } from "../adapter/group/handlers";
import { SegmentTaskHandlers } from "../adapter/segment-task/handlers";
import { CallbackClient } from "../callback/api/client";
import { RtcClient } from "../rtc-api/client";
import { readSettings } from "../rtc-api/settings";
import { SegmentClient } from "../segment/api/client";
import { PreflightChecks } from "../segment/preflight/preflight-checks";
import { Holders } from "../segment/task/holders";
import { ProviderConfig } from "./engine/provider-config";
import { serve } from "./engine/serve";

const config = new ProviderConfig();
const settings = () => readSettings(config.lookup);
const shared = { config, beforeCheck: settingsWarning(settings) };
const rtc = new RtcClient(settings, { end: () => engineGone() });
const api = new SegmentClient(rtc);
const holders = new Holders();
const preflight = new PreflightChecks(settings);

export const task = serve(new SegmentTaskHandlers(api, holders, console.log, preflight), shared);
export const group = serve(new SegmentTaskGroupHandlers(api, holders, console.log, preflight), shared);
export const callback = serve(new CallbackHandlers(new CallbackClient(rtc)), shared);
