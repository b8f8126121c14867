import type { Emulator } from "#emulator/index";
import type { RtcSettings } from "#rtc-api/settings";

/** Settings that reach an endpoint, with timeouts for tests. */
export function rtcSettings(endpoint: string, change: Partial<RtcSettings> = {}): RtcSettings {
  return {
    accessKey: "CANARY-API-KEY-31c2",
    secretKey: "CANARY-API-SECRET-d84f",
    region: "cn-north-1",
    endpoint,
    callTimeout: 5_000,
    operationTimeout: 20_000,
    ...change,
  };
}

export function emulatorSettings(emulator: Emulator, change: Partial<RtcSettings> = {}): RtcSettings {
  const { url, accessKey, secretKey } = emulator;
  return rtcSettings(url, { accessKey, secretKey, ...change });
}
