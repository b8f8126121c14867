import type { Emulator } from "#emulator/index";
import { RtcClient } from "#rtc-api/client";
import { ActionLimiter } from "#rtc-api/limiter";
import { send } from "#rtc-api/send";
import type { RtcSettings } from "#rtc-api/settings";
import { SEGMENT_ACTIONS } from "#segment/api/actions";
import { SegmentClient } from "#segment/api/client";
import type { TaskKey, WireStorageConfig } from "#segment/api/wire";

const UNLIMITED = new ActionLimiter(1_000_000);

/** An emulated account, as anybody sees it who has its keys. */
export class Account {
  constructor(readonly emulator: Emulator) {}

  client(): SegmentClient {
    return new SegmentClient(
      new RtcClient(() => this.#settings, {
        pauses: { first: 1, longest: 4 },
        limiterFor: () => UNLIMITED,
      }),
    );
  }

  /** Where a task uploads to, with the keys, which the client would mask. */
  async storageOf(key: TaskKey): Promise<WireStorageConfig> {
    const operation = this.client().operation();
    const call = { action: SEGMENT_ACTIONS.get, parameters: key };
    const { text = "" } = await send(call, this.#settings, operation, (it) => it);
    const { Result } = JSON.parse(text) as { Result?: { SegmentTask?: { StorageConfig?: WireStorageConfig } } };
    return Result?.SegmentTask?.StorageConfig ?? {};
  }

  get #settings(): RtcSettings {
    const { url, accessKey, secretKey } = this.emulator;
    const timeouts = { callTimeout: 5_000, operationTimeout: 20_000 };
    return { accessKey, secretKey, region: "cn-north-1", endpoint: url, ...timeouts };
  }
}
