import { vi } from "vitest";
import { type Emulator, startEmulator } from "../../../provider/src/emulator/index";
import { SegmentTaskGroupProvider } from "../../../provider/src/pulumi/segment-task-group-provider";
import { SegmentTaskProvider } from "../../../provider/src/pulumi/segment-task-provider";
import { RtcClient, type SegmentApi } from "../../../provider/src/rtc-api/client";
import { ActionLimiter } from "../../../provider/src/rtc-api/limiter";
import { send } from "../../../provider/src/rtc-api/send";
import type { RtcSettings } from "../../../provider/src/rtc-api/settings";
import type { TaskKey, WireStorageConfig } from "../../../provider/src/rtc-api/wire";
import { Holders } from "../../../provider/src/segment/task/holders";
import type { Providers } from "./engine";

/** Where an operation is cut short: at a call, before or after it takes effect. */
export interface Cut {
  call: number;
  when: "before" | "after";
}

export interface Circumstances {
  cut: Cut | undefined;
  /** Whether several calls fall into one tick of the API's clock. */
  coarse: boolean;
}

const COARSE_CALLS = 6;

/** What a machine that dies leaves of an operation. */
export class MachineDied extends Error {}

const UNLIMITED = new ActionLimiter(1_000_000);

/** An emulated account, and the machines that work on it. */
export class World {
  private constructor(readonly emulator: Emulator) {}

  static async start(): Promise<World> {
    return new World(await startEmulator({ limits: false }));
  }

  get #settings(): RtcSettings {
    const { url, accessKey, secretKey } = this.emulator;
    const timeouts = { callTimeout: 5_000, operationTimeout: 20_000 };
    return { accessKey, secretKey, region: "cn-north-1", endpoint: url, ...timeouts };
  }

  /** Where a task uploads to, with the keys, which the client would mask. */
  async storageOf(key: TaskKey): Promise<WireStorageConfig> {
    const operation = this.client().operation();
    const input = { action: "GetSegmentTask" as const, query: { ...key } };
    const { text = "" } = await send(input, this.#settings, operation, (it) => it);
    const { Result } = JSON.parse(text) as { Result?: { SegmentTask?: { StorageConfig?: WireStorageConfig } } };
    return Result?.SegmentTask?.StorageConfig ?? {};
  }

  client(): RtcClient {
    return new RtcClient(() => this.#settings, {
      pauses: { first: 1, longest: 4 },
      limiterFor: () => UNLIMITED,
    });
  }

  /**
   * Runs one command in a process of its own, that knows nothing of those before.
   *
   * @throws {MachineDied} when it was cut short.
   */
  async command({ cut, coarse }: Circumstances, run: (providers: Providers) => Promise<void>): Promise<void> {
    const machine = new Machine(this.client(), cut, coarse);
    const holders = new Holders();
    const quiet = () => undefined;
    const providers: Providers = {
      SegmentTask: new SegmentTaskProvider(machine.api, holders, quiet, quiet),
      SegmentTaskGroup: new SegmentTaskGroupProvider(machine.api, holders, quiet, quiet),
    };
    const work = run(providers);
    await Promise.race([work, machine.death]);
  }
}

/** A process that dies at a certain call. From then on nothing it does has an effect. */
class Machine {
  readonly api: SegmentApi;
  readonly death: Promise<never>;
  #die: (reason: Error) => void = () => undefined;
  #calls = 0;
  #dead = false;

  constructor(
    client: RtcClient,
    cut: Cut | undefined,
    private readonly coarse: boolean,
  ) {
    this.death = new Promise((_, reject) => {
      this.#die = reject;
    });
    this.death.catch(() => undefined);
    const guarded = <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) => {
      return async (...args: Args): Promise<Result> => {
        if (this.#dead) return NEVER;
        // Each call takes its time, except where the clock is too coarse to show it.
        if (!this.coarse || this.#calls > COARSE_CALLS) vi.setSystemTime(Date.now() + 1);
        this.#calls++;
        const last = cut !== undefined && this.#calls >= cut.call;
        if (!last) return this.#unlessDead(call(...args));
        if (cut.when === "after") await call(...args).catch(() => undefined);
        this.#dead = true;
        this.#die(new MachineDied(`cut short ${cut.when} call ${cut.call}`));
        return NEVER;
      };
    };
    this.api = {
      start: guarded((...args: Parameters<SegmentApi["start"]>) => client.start(...args)),
      get: guarded((...args: Parameters<SegmentApi["get"]>) => client.get(...args)),
      update: guarded((...args: Parameters<SegmentApi["update"]>) => client.update(...args)),
      stop: guarded((...args: Parameters<SegmentApi["stop"]>) => client.stop(...args)),
      operation: (options) => client.operation(options),
    };
  }

  async #unlessDead<Result>(call: Promise<Result>): Promise<Result> {
    const settle = <T>(value: T): T | Promise<never> => (this.#dead ? NEVER : value);
    return call.then(settle, (error: unknown) => (this.#dead ? NEVER : Promise.reject(error)));
  }
}

const NEVER = new Promise<never>(() => undefined);
