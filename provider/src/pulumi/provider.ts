/**
 * What Pulumi's dynamic provider process loads. The name of this module and of its exports stand in the state of every
 * stack: they must never change.
 */
import type { dynamic } from "@pulumi/pulumi";
import { RtcClient } from "../rtc-api/client";
import { readSettings } from "../rtc-api/settings";
import { Holders } from "../segment/task/holders";
import { engineGone } from "./engine-watch";
import { ProviderConfig } from "./provider-config";
import { withQuietErrors } from "./quiet-errors";
import { SegmentTaskGroupProvider } from "./segment-task-group-provider";
import { SegmentTaskProvider } from "./segment-task-provider";
import { settingsWarning } from "./settings-warning";

const config = new ProviderConfig();
const client = new RtcClient(() => readSettings(config.lookup), { end: () => engineGone() });

const holders = new Holders();
const withWarning = settingsWarning(() => readSettings(config.lookup));
const configure = (request: dynamic.ConfigureRequest) => config.set(request);

export const task = withQuietErrors(withWarning(new SegmentTaskProvider(client, holders, configure)));
export const group = withQuietErrors(withWarning(new SegmentTaskGroupProvider(client, holders, configure)));
