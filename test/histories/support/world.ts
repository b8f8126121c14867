import type { Account } from "./account";
import type { Declaration, Saved, UpOptions } from "./engine";

/** What a command does, and to which program. */
export type Command = { do: "up"; program: readonly Declaration[]; options: UpOptions } | { do: "destroy" };

export interface Circumstances<Cut> {
  /** Where the command is cut short. */
  cut: Cut | undefined;
  /** Whether several calls fall into one tick of the API's clock. */
  coarse: boolean;
}

/** What a history asks about a resource in a state. */
export type Kept = Pick<Saved, "urn" | "outputs" | "doomed" | "awaited" | "incomplete">;

/** A stack, with the engine that its commands run in. */
export interface HistoricStack<Cut> {
  readonly project: string;
  readonly name: string;
  readonly resources: readonly Kept[];
  urnOf(of: Pick<Declaration, "kind" | "parents" | "name">): string;
  /** Runs a command in processes of its own. @throws what the user is told, or `MachineDied` when it was cut short. */
  run(command: Command, circumstances: Circumstances<Cut>): Promise<void>;
  /** Its state is lost. */
  forget(): Promise<void>;
  rename(to: string): Promise<void>;
}

/** One account, and the engine of those who work on it. */
export interface World<Cut> {
  readonly account: Account;
  /** Whether commands take so little time that each step may end with one more. */
  readonly quick: boolean;
  newStack(name: string): Promise<HistoricStack<Cut>>;
  /** Lets at least some time go by on the clock of the API. */
  pass(milliseconds: number): void;
}

/** What a machine that dies leaves of a command. */
export class MachineDied extends Error {}
