import { vi } from "vitest";
import { SegmentTaskGroupHandlers } from "#adapter/group/handlers";
import { SegmentTaskHandlers } from "#adapter/segment-task/handlers";
import { startEmulator } from "#emulator/index";
import type { SegmentApi, SegmentClient } from "#segment/api/client";
import { Holders } from "#segment/task/holders";
import type { Adapter } from "#test/e2e/support/stack";
import { throughPlugin } from "#test/support/through-plugin";
import { Account } from "./account";
import { type Declaration, type Providers, type Saved, StackModel } from "./engine";
import { type Circumstances, type Command, type HistoricStack, MachineDied, type World } from "./world";

/** Where a command is cut short: at a call, before or after it takes effect. */
export interface CallCut {
  call: number;
  when: "before" | "after";
}

const COARSE_CALLS = 6;

/** Runs commands in the model of the engine, with the real handlers, and moves the clock at will. */
export class ModelWorld implements World<CallCut> {
  readonly quick = true;

  private constructor(
    readonly account: Account,
    private readonly adapter: Adapter,
  ) {}

  static async start(adapter: Adapter): Promise<ModelWorld> {
    return new ModelWorld(new Account(await startEmulator({ limits: false })), adapter);
  }

  newStack(name: string): Promise<HistoricStack<CallCut>> {
    return Promise.resolve(new ModelStack(this.account, new StackModel("rtc", name, this.adapter)));
  }

  pass(milliseconds: number): void {
    vi.setSystemTime(Date.now() + milliseconds);
  }

  close(): Promise<void> {
    return this.account.emulator.close();
  }
}

class ModelStack implements HistoricStack<CallCut> {
  constructor(
    private readonly account: Account,
    private readonly model: StackModel,
  ) {}

  get project(): string {
    return this.model.project;
  }

  get name(): string {
    return this.model.name;
  }

  get resources(): Saved[] {
    return this.model.resources;
  }

  urnOf(of: Pick<Declaration, "kind" | "parents" | "name">): string {
    return this.model.urnOf(of);
  }

  async run(command: Command, { cut, coarse }: Circumstances<CallCut>): Promise<void> {
    const machine = new Machine(this.account.client(), cut, coarse);
    const holders = new Holders();
    const quiet = () => undefined;
    const providers: Providers = {
      SegmentTask: new SegmentTaskHandlers(machine.api, holders, quiet),
      SegmentTaskGroup: new SegmentTaskGroupHandlers(machine.api, holders, quiet),
    };
    if (this.model.adapter === "plugin") {
      providers.SegmentTask = throughPlugin("task", providers.SegmentTask);
      providers.SegmentTaskGroup = throughPlugin("group", providers.SegmentTaskGroup);
    }
    const work =
      command.do === "up" ? this.model.up(providers, command.program, command.options) : this.model.destroy(providers);
    await Promise.race([work, machine.death]);
  }

  forget(): Promise<void> {
    return Promise.resolve(this.model.forget());
  }

  rename(to: string): Promise<void> {
    return Promise.resolve(this.model.rename(to));
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
    client: SegmentClient,
    cut: CallCut | undefined,
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
