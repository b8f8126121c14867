import { createRequire } from "node:module";
import type { Emulator } from "pulumi-volcengine-rtc/emulator";
import type * as callback from "#callback/api/client";
import type * as rtc from "#rtc-api/client";
import type * as segment from "#segment/api/client";

// As built: that is how the SDK's signer is loaded in a user's project.
const built = createRequire(new URL("../../../provider/dist/", import.meta.url));
const { RtcClient } = built("./rtc-api/client.js") as typeof rtc;
const { SegmentClient } = built("./segment/api/client.js") as typeof segment;
const { CallbackClient } = built("./callback/api/client.js") as typeof callback;

/** Someone who talks to the API behind Pulumi's back. */
export function outsider(emulator: Emulator): segment.SegmentClient {
  return new SegmentClient(clientOf(emulator));
}

/** The same about callbacks. */
export function callbackOutsider(emulator: Emulator): callback.CallbackClient {
  return new CallbackClient(clientOf(emulator));
}

function clientOf({ url, accessKey, secretKey }: Emulator): rtc.RtcClient {
  return new RtcClient(() => ({
    accessKey,
    secretKey,
    region: "cn-north-1",
    endpoint: url,
    callTimeout: 10_000,
    operationTimeout: 30_000,
  }));
}
