import { startEmulator } from "#emulator/index";
import { Stack } from "#test/e2e/support/stack";
import { type Boundary, killAt, type Victim } from "#test/faults/support/crash";
import { killAtOnce } from "#test/faults/support/processes";
import { Account } from "./account";
import type { Declaration } from "./engine";
import { keptByCli } from "./kept-by-cli";
import { programText } from "./program-text";
import { urnOf } from "./urn";
import { type Circumstances, type Command, type HistoricStack, type Kept, MachineDied, type World } from "./world";

/** Where a command is cut short, and what dies there. */
export interface Kill extends Boundary {
  victim: Victim;
}

const LOCKED = "the stack is currently locked";

/** Runs commands in the real CLI, in real time. What outlives a command that was cut short lives on until the end. */
export class CliWorld implements World<Kill> {
  readonly quick = false;
  readonly #stacks: Stack[] = [];
  readonly #survivors: number[] = [];

  private constructor(readonly account: Account) {}

  static async start(): Promise<CliWorld> {
    return new CliWorld(new Account(await startEmulator({ limits: false })));
  }

  async newStack(name: string): Promise<HistoricStack<Kill>> {
    const { environment } = this.account.emulator;
    // What outlives its engine gives up the call that is held open, and has time to do harm before the end.
    const timeouts = { VOLCENGINE_CALL_TIMEOUT: "2", VOLCENGINE_OPERATION_TIMEOUT: "30" };
    const stack = await Stack.create({ name, environment: { ...environment, ...timeouts } });
    this.#stacks.push(stack);
    return new CliStack(this.account, stack, this.#survivors);
  }

  pass(): void {
    // It does so by itself.
  }

  async close(): Promise<void> {
    killAtOnce(this.#survivors);
    for (const stack of this.#stacks) await stack.dispose();
    await this.account.emulator.close();
  }
}

class CliStack implements HistoricStack<Kill> {
  readonly project = "rooms";
  resources: readonly Kept[] = [];

  constructor(
    private readonly account: Account,
    private readonly stack: Stack,
    private readonly survivors: number[],
  ) {}

  get name(): string {
    return this.stack.name;
  }

  urnOf(of: Pick<Declaration, "kind" | "parents" | "name">): string {
    return urnOf(this, of);
  }

  async run(command: Command, { cut }: Circumstances<Kill>): Promise<void> {
    const parameters: string[] = [command.do, "--yes", "--skip-preview", "--stack", this.name];
    if (command.do === "up") {
      const { refresh, replace = [], parallel = false } = command.options;
      if (refresh) parameters.push("--refresh");
      for (const urn of replace) parameters.push("--replace", urn);
      await this.stack.write(programText(command.program, (former) => this.urnOf(former), !parallel));
    }
    try {
      await this.#run(parameters, cut);
    } finally {
      await this.#look();
    }
  }

  async forget(): Promise<void> {
    await this.#succeed("state", "delete", "--all", "--yes", "--stack", this.name);
    await this.#look();
  }

  async rename(to: string): Promise<void> {
    await this.stack.rename(to);
    await this.#look();
  }

  async #run(parameters: readonly string[], cut: Kill | undefined): Promise<void> {
    const start = () => this.stack.start(...parameters);
    if (cut !== undefined) {
      const { killed, survivors } = await killAt(this.account.emulator.admin, cut, cut.victim, start);
      this.survivors.push(...survivors);
      if (killed) throw new MachineDied(`cut short: ${cut.victim} died ${cut.when} ${cut.action}`);
    }
    let { code, text } = await start().ended;
    if (text.includes(LOCKED)) {
      await this.#succeed("cancel", "--yes", "--stack", this.name);
      ({ code, text } = await start().ended);
    }
    if (code !== 0) throw new Error(text);
  }

  async #succeed(...parameters: string[]): Promise<void> {
    const { code, text } = await this.stack.pulumi(...parameters);
    if (code !== 0) throw new Error(`pulumi ${parameters.join(" ")} failed:\n${text}`);
  }

  async #look(): Promise<void> {
    this.resources = keptByCli(await this.stack.state());
  }
}
