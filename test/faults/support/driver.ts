import { Stack } from "#test/e2e/support/stack";
import { type Account, OPERATION_TIMEOUT_MS, type ProviderOf } from "./account";
import { Engine } from "./engine";

type Inputs = Record<string, unknown>;

/** Runs operations as a user does. Each throws what the user would be told. */
export interface Driver {
  up(program: Inputs | undefined): Promise<void>;
  refresh(): Promise<void>;
  destroy(): Promise<void>;
  /** The outputs of the resource in the state, if it is there. */
  outputs(): Promise<Inputs | undefined>;
  /** Whether to give up soon, or only after a time that is never reached. */
  hurry(hurried: boolean): void;
  /** What the longest operation may take while in a hurry. */
  longestMs: number;
}

/** The handlers alone, called in the order in which the engine calls them: fast enough for thousands of cells. */
export function handlersDriver(account: Account, make: ProviderOf): Driver {
  const engine = new Engine(account.provider(make, false));
  return {
    up: (program) => engine.up(program),
    refresh: () => engine.refresh(),
    destroy: () => engine.destroy(),
    outputs: async () => engine.resource?.outputs,
    // Each operation has a provider process of its own.
    hurry: (hurried) => {
      engine.provider = account.provider(make, hurried);
    },
    // A replacement is two operations, and a machine may be busy.
    longestMs: 2 * OPERATION_TIMEOUT_MS + 8_000,
  };
}

/** The real CLI with a program of one resource. */
export async function cliDriver(account: Account, type: string): Promise<Driver & { dispose(): Promise<void> }> {
  const stack = await Stack.create({ environment: account.emulator.environment });
  const run = async (work: Promise<{ code: number; text: string }>) => {
    const { code, text } = await work;
    account.printed += text;
    if (code !== 0) throw new Error(text);
  };
  const programOf = (inputs: Inputs | undefined) => {
    if (inputs === undefined) return "";
    const { __owner: _, ...args } = inputs;
    return `new (require("pulumi-volcengine-rtc").${type})("cell", ${JSON.stringify(args)});`;
  };
  return {
    up: (program) => run(stack.up(programOf(program))),
    refresh: () => run(stack.refresh()),
    destroy: () => run(stack.destroy()),
    outputs: async () => (await stack.resources()).cell?.outputs,
    hurry: (hurried) => {
      stack.environment.VOLCENGINE_CALL_TIMEOUT = hurried ? "0.5" : "10";
      stack.environment.VOLCENGINE_OPERATION_TIMEOUT = hurried ? "2" : "60";
    },
    longestMs: 60_000,
    dispose: () => stack.dispose(),
  };
}
