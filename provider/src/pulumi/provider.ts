/**
 * What Pulumi's dynamic provider process loads. The name of this module and of its exports stand in the state of every
 * stack: they must never change.
 */
import { RtcClient } from "../rtc-api/client";
import { readSettings } from "../rtc-api/settings";
import { Holders } from "../segment/task/holders";
import { engineGone } from "./engine-watch";
import { ProviderConfig } from "./provider-config";
import { withQuietErrors } from "./quiet-errors";
import { SegmentTaskGroupProvider } from "./segment-task-group-provider";
import { SegmentTaskProvider } from "./segment-task-provider";

const config = new ProviderConfig();
const client = new RtcClient(() => readSettings(config.lookup), { end: () => engineGone() });

const holders = new Holders();

export const task = withQuietErrors(new SegmentTaskProvider(client, holders, (request) => config.set(request)));
export const group = withQuietErrors(new SegmentTaskGroupProvider(client, holders, (request) => config.set(request)));
