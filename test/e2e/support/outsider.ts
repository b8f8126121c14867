import { createRequire } from "node:module";
import type { Emulator } from "pulumi-volcengine-rtc/emulator";
import type * as client from "#rtc-api/client";

// As built: that is how the SDK's signer is loaded in a user's project.
const { RtcClient } = createRequire(import.meta.url)("../../../provider/dist/rtc-api/client.js") as typeof client;

/** Someone who talks to the API behind Pulumi's back. */
export function outsider({ url, accessKey, secretKey }: Emulator): client.RtcClient {
  return new RtcClient(() => ({
    accessKey,
    secretKey,
    region: "cn-north-1",
    endpoint: url,
    callTimeout: 10_000,
    operationTimeout: 30_000,
  }));
}
