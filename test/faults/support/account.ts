import type { Handlers } from "#adapter/engine/handlers";
import { type Emulator, startEmulator } from "#emulator/index";
import type { Action } from "#rtc-api/action";
import { RtcClient } from "#rtc-api/client";
import { ActionLimiter } from "#rtc-api/limiter";
import type { RtcSettings } from "#rtc-api/settings";
import { SegmentClient } from "#segment/api/client";

/** Seconds become hundredths, so that thousands of cells take minutes; the proportions stay. */
export const OPERATION_TIMEOUT_MS = 800;
const CALL_TIMEOUT_MS = 100;
const PAUSES = { first: 2, longest: 50 };

export type ProviderOf = (client: SegmentClient, print: (line: string) => void) => Handlers;

/** An emulated account, and what is printed by those who work on it. */
export class Account {
  printed = "";

  constructor(readonly emulator: Emulator) {}

  /** A provider as a new process would have it; `hurried` gives up soon. */
  provider(make: ProviderOf, hurried: boolean): Handlers {
    const { url, accessKey, secretKey } = this.emulator;
    const settings: RtcSettings = {
      accessKey,
      secretKey,
      region: "cn-north-1",
      endpoint: url,
      callTimeout: hurried ? CALL_TIMEOUT_MS : 10_000,
      operationTimeout: hurried ? OPERATION_TIMEOUT_MS : 60_000,
    };
    const limiters = new Map<Action, ActionLimiter>();
    const limiterFor = (_endpoint: string, _accessKey: string, action: Action) => {
      const limiter = limiters.get(action) ?? new ActionLimiter(action.perSecond);
      limiters.set(action, limiter);
      return limiter;
    };
    const client = new SegmentClient(new RtcClient(() => settings, { pauses: PAUSES, limiterFor }));
    return make(client, (line) => {
      this.printed += `${line}\n`;
    });
  }
}

/** Lends each test an emulator of its own, and starts no more than are needed at the same time. */
export class Accounts {
  readonly #free: Emulator[] = [];
  readonly #all: Emulator[] = [];

  async lend(work: (account: Account) => Promise<void>): Promise<void> {
    const emulator = this.#free.pop() ?? (await this.#start());
    try {
      await work(new Account(emulator));
    } finally {
      await emulator.admin.reset();
      this.#free.push(emulator);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((emulator) => emulator.close()));
  }

  async #start(): Promise<Emulator> {
    const emulator = await startEmulator({ accessKey: "CANARY-ACCOUNT-ACCESS", secretKey: "CANARY-ACCOUNT-SECRET" });
    this.#all.push(emulator);
    return emulator;
  }
}
