import {
  ConcurrentUpdateError,
  type EngineEvent,
  LocalWorkspace,
  PulumiCommand,
  Stack,
} from "@pulumi/pulumi/automation";
import type { Step } from "../review/input/step";
import { UserError } from "../user-error";
import { visible } from "../visible";
import { locksIn, StackLocked } from "./locks";

/** The user's own Pulumi, for one stack. */
export interface Engine {
  /** What `up` would do to the targets, as the program is now and the tasks were last seen. @throws {UserError} */
  preview(targets: readonly string[]): Promise<Step[]>;
  /**
   * Puts the targets right.
   *
   * @param refresh Whether to look at them first, which the engine only does with what the state holds.
   * @throws {StackLocked} @throws {UserError}
   */
  up(targets: readonly string[], refresh: boolean): Promise<void>;
  /** Removes all locks of the stack. */
  removeLocks(): Promise<void>;
}

export interface EngineOptions {
  /** The folder of the project. */
  project: string;
  stack: string;
  /** Where the CLI is, with `bin/pulumi` in it; absent for the one on PATH. */
  cliRoot: string | undefined;
  /** Folders of policy packs, as for `pulumi up --policy-pack`. */
  policyPacks: readonly string[];
}

const MESSAGE = "volcengine-rtc keep: start again what has ended";

/** Opens it while the caller goes on; what is wrong with it is told by the first that is asked of it. */
export function openEngine({ policyPacks, ...options }: EngineOptions): Engine {
  const opened = openStack(options);
  opened.catch(() => {});
  const common = {
    message: MESSAGE,
    color: "never" as const,
    ...(policyPacks.length > 0 && { policyPacks: [...policyPacks] }),
  };
  return {
    preview: async (targets) => {
      const steps: Step[] = [];
      const told = new Complaints();
      const onEvent = (event: EngineEvent) => {
        told.take(event);
        if (event.resourcePreEvent === undefined) return;
        const { op, urn, old, new: next, detailedDiff } = event.resourcePreEvent.metadata;
        steps.push({ op, urn, oldState: old && { ...old }, newState: next && { ...next }, detailedDiff });
      };
      await (await opened).preview({ ...common, target: [...targets], onEvent }).catch(told.rethrow);
      return steps;
    },
    up: async (targets, refresh) => {
      const told = new Complaints();
      const onEvent = (event: EngineEvent) => told.take(event);
      await (await opened).up({ ...common, refresh, target: [...targets], onEvent }).catch(told.rethrow);
    },
    removeLocks: async () => (await opened).cancel(),
  };
}

async function openStack({ project, stack: name, cliRoot }: Omit<EngineOptions, "policyPacks">): Promise<Stack> {
  const pulumiCommand = await PulumiCommand.get(cliRoot === undefined ? undefined : { root: cliRoot });
  const workspace = await LocalWorkspace.create({ workDir: project, pulumiCommand });
  // Each command names the stack: which one the user has selected is not to change.
  const stack = await Stack.select(name, Object.assign(workspace, { selectStack: () => Promise.resolve(undefined) }));
  // What `up` would ask the CLI when it is done, and nobody reads.
  return Object.assign(stack, { outputs: () => Promise.resolve({}), info: () => Promise.resolve(undefined) });
}

const SHOWN = 5;

/** What an operation complained of, for the error it ends with. */
class Complaints {
  readonly #messages = new Set<string>();

  take({ diagnosticEvent, policyEvent }: EngineEvent): void {
    if (diagnosticEvent?.severity === "error") this.#add(diagnosticEvent.message.replace(/^error: /, ""));
    if (policyEvent?.enforcementLevel === "mandatory")
      this.#add(`policy ${policyEvent.policyName}: ${policyEvent.message}`);
  }

  readonly rethrow = (error: Error): never => {
    if (error instanceof ConcurrentUpdateError) throw new StackLocked(locksIn(error.message));
    if (this.#messages.size === 0)
      for (const [, message = ""] of error.message.matchAll(/^\s*error: (.+)$/gm)) this.#add(message);
    const [first = error.message.trim().split("\n")[0] ?? "", ...more] = this.#messages;
    throw new UserError([first, ...more.slice(0, SHOWN - 1)].join("; "), { cause: new UserError(error.name) });
  };

  #add(message: string): void {
    const [line = "", next = ""] = message
      .replaceAll(/<\{%.*?%\}>/g, "")
      .trim()
      .split("\n");
    // What a program threw stands below the line that says that it did.
    const plain = line.endsWith(":") ? `${line} ${next.trim()}` : line;
    if (plain !== "") this.#messages.add(visible(plain, 1_000));
  }
}
