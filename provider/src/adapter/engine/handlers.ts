import type { Properties } from "./properties";

/** A problem of the inputs, as the engine shows it: without a property it prints the reason alone. */
export interface CheckFailure {
  property: string;
  reason: string;
}

export interface CheckResult {
  inputs: Properties;
  failures?: CheckFailure[];
}

/** What an `up` would change. */
export type Difference =
  | { changes: false }
  | {
      changes: true;
      /** The inputs that differ in meaning. */
      fields: readonly string[];
      /** The inputs are those of before: something else has changed, which comparing them does not show. */
      unseen: boolean;
      /** Why another one takes the place of the old. */
      replaces?: readonly string[];
      deleteBeforeReplace?: boolean;
    };

/** What a look at a resource comes to; empty when it is gone. */
export type ReadResult = { id: string; props: Properties; inputs?: Properties } | Record<string, never>;

/** What is there already: with the inputs a user would have written to get it. */
export interface Imported {
  id: string;
  props: Properties;
  inputs: Properties;
}

/** What one resource does when the engine asks, in whatever way it asks. */
export interface Handlers {
  check(olds: Properties, news: Properties): Promise<CheckResult>;
  diff(id: string, olds: Properties, news: Properties): Promise<Difference>;
  create(inputs: Properties): Promise<{ id: string; outs: Properties }>;
  read(id: string, props: Properties): Promise<ReadResult>;
  update(id: string, olds: Properties, news: Properties): Promise<{ outs: Properties }>;
  delete(id: string, props: Properties): Promise<void>;
  /** Takes what is there already into a program that did not start it. Only a plugin is ever asked for it. */
  import(id: string, hidden: Properties): Promise<Imported>;
}
