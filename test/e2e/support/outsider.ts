import { createRequire } from "node:module";
import type { Emulator } from "pulumi-volcengine-rtc/emulator";
import type * as rtc from "#rtc-api/client";
import type * as segment from "#segment/api/client";

// As built: that is how the SDK's signer is loaded in a user's project.
const built = createRequire(new URL("../../../provider/dist/", import.meta.url));
const { RtcClient } = built("./rtc-api/client.js") as typeof rtc;
const { SegmentClient } = built("./segment/api/client.js") as typeof segment;

/** Someone who talks to the API behind Pulumi's back. */
export function outsider({ url, accessKey, secretKey }: Emulator): segment.SegmentClient {
  return new SegmentClient(
    new RtcClient(() => ({
      accessKey,
      secretKey,
      region: "cn-north-1",
      endpoint: url,
      callTimeout: 10_000,
      operationTimeout: 30_000,
    })),
  );
}
