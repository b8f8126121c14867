/**
 * What Pulumi's dynamic provider process loads. The name of this module and of its exports stand in the state of every
 * stack: they must never change.
 */
import type { dynamic } from "@pulumi/pulumi";
import { RtcClient } from "../rtc-api/client";
import { readSettings } from "../rtc-api/settings";
import { SegmentClient } from "../segment/api/client";
import { Holders } from "../segment/task/holders";
import { engineGone } from "./engine/engine-watch";
import { ProviderConfig } from "./engine/provider-config";
import { withQuietErrors } from "./engine/quiet-errors";
import { settingsWarning } from "./engine/settings-warning";
import { SegmentTaskGroupProvider } from "./group/handlers";
import { SegmentTaskProvider } from "./segment-task/handlers";

const config = new ProviderConfig();
const rtc = new RtcClient(() => readSettings(config.lookup), { end: () => engineGone() });
const api = new SegmentClient(rtc);

const holders = new Holders();
const withWarning = settingsWarning(() => readSettings(config.lookup));
const configure = (request: dynamic.ConfigureRequest) => config.set(request);

export const task = withQuietErrors(withWarning(new SegmentTaskProvider(api, holders, configure)));
export const group = withQuietErrors(withWarning(new SegmentTaskGroupProvider(api, holders, configure)));
