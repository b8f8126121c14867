import { createRequire } from "node:module";
import type { Emulator } from "pulumi-volcengine-rtc/emulator";
import type * as callback from "#callback/api/client";
import type * as rtc from "#rtc-api/client";
import { emulatorSettings } from "#test/support/rtc-settings";

// As built: that is how the SDK's signer is loaded in a user's project.
const built = createRequire(new URL("../../../provider/dist/", import.meta.url));
const { RtcClient } = built("./rtc-api/client.js") as typeof rtc;
const { CallbackClient } = built("./callback/api/client.js") as typeof callback;

/** Someone who changes callbacks behind Pulumi's back. */
export function outsider(emulator: Emulator): callback.CallbackClient {
  return new CallbackClient(new RtcClient(() => emulatorSettings(emulator)));
}
