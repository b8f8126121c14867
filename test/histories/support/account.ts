import type { Emulator } from "../../../provider/src/emulator/index";
import { RtcClient } from "../../../provider/src/rtc-api/client";
import { ActionLimiter } from "../../../provider/src/rtc-api/limiter";
import { send } from "../../../provider/src/rtc-api/send";
import type { RtcSettings } from "../../../provider/src/rtc-api/settings";
import type { TaskKey, WireStorageConfig } from "../../../provider/src/rtc-api/wire";

const UNLIMITED = new ActionLimiter(1_000_000);

/** An emulated account, as anybody sees it who has its keys. */
export class Account {
  constructor(readonly emulator: Emulator) {}

  client(): RtcClient {
    return new RtcClient(() => this.#settings, {
      pauses: { first: 1, longest: 4 },
      limiterFor: () => UNLIMITED,
    });
  }

  /** Where a task uploads to, with the keys, which the client would mask. */
  async storageOf(key: TaskKey): Promise<WireStorageConfig> {
    const operation = this.client().operation();
    const input = { action: "GetSegmentTask" as const, query: { ...key } };
    const { text = "" } = await send(input, this.#settings, operation, (it) => it);
    const { Result } = JSON.parse(text) as { Result?: { SegmentTask?: { StorageConfig?: WireStorageConfig } } };
    return Result?.SegmentTask?.StorageConfig ?? {};
  }

  get #settings(): RtcSettings {
    const { url, accessKey, secretKey } = this.emulator;
    const timeouts = { callTimeout: 5_000, operationTimeout: 20_000 };
    return { accessKey, secretKey, region: "cn-north-1", endpoint: url, ...timeouts };
  }
}
