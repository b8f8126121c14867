/**
 * What Pulumi's dynamic provider process loads. The name of this module and of its exports stand in the state of every
 * stack: they must never change.
 */
import { RtcClient } from "../rtc-api/client";
import { readSettings } from "../rtc-api/settings";
import { SegmentClient } from "../segment/api/client";
import { Holders } from "../segment/task/holders";
import { engineGone } from "./engine/engine-watch";
import { ProviderConfig } from "./engine/provider-config";
import { serve } from "./engine/serve";
import { settingsWarning } from "./engine/settings-warning";
import { SegmentTaskGroupProvider } from "./group/handlers";
import { SegmentTaskProvider } from "./segment-task/handlers";

const config = new ProviderConfig();
const settings = () => readSettings(config.lookup);
const shared = { config, beforeCheck: settingsWarning(settings) };
const api = new SegmentClient(new RtcClient(settings, { end: () => engineGone() }));
const holders = new Holders();

export const task = serve(new SegmentTaskProvider(api, holders), shared);
export const group = serve(new SegmentTaskGroupProvider(api, holders), shared);
