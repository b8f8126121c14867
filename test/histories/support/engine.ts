import { isDeepStrictEqual } from "node:util";
import type { Handlers } from "#adapter/engine/handlers";
import { replacementOrder } from "#dynamic/segment-task/replacement-order";
import { ownerText } from "#segment/owner";
import type { Adapter } from "#test/e2e/support/stack";
import { plain } from "#test/support/plain-value";
import { callText } from "./call-text";
import { urnOf } from "./urn";

type Properties = Record<string, unknown>;
export type Kind = "SegmentTask" | "SegmentTaskGroup";

/** A resource as a program declares it. */
export interface Declaration {
  kind: Kind;
  name: string;
  /** The types of the components around it. */
  parents?: string;
  args: Properties;
  /** What it was called before, as kind, parents and name. */
  aliases: Pick<Declaration, "kind" | "parents" | "name">[];
}

/** A resource as the engine keeps it between two operations. */
export interface Saved {
  /** Tells it from all others that were ever saved. */
  serial: number;
  urn: string;
  kind: Kind;
  id: string;
  inputs: Properties;
  outputs: Properties;
  /** Replaced, and to be deleted as soon as that is possible. */
  doomed: boolean;
  /** Deleted to make way for its successor, which is not there yet. */
  awaited: boolean;
  /** Whether it was saved although its operation failed. */
  incomplete: boolean;
  /** Whether `pulumi state taint` has asked for it to be replaced. */
  tainted: boolean;
}

export type Providers = Record<Kind, Handlers>;

export interface UpOptions {
  refresh?: boolean;
  /** The URNs after `--replace`. */
  replace?: ReadonlySet<string>;
  /** Whether creates and updates run beside what comes after them in the program. */
  parallel?: boolean;
}

const PROVIDER = "code";

/**
 * The part of the Pulumi engine that decides which handler is called when and with what, and what is kept afterwards. What
 * it keeps went through JSON, as everything does on its way to a state. That its order is the engine's own is
 * tested in test/engine/engine-order.test.ts.
 */
export class StackModel {
  #resources = "[]";
  #serial = 0;
  /** What has to be deleted at the end of this up though the state has it no more. */
  #deletedAgain: Saved[] = [];
  /** Each call of a handler, in order. */
  readonly calls: string[] = [];

  constructor(
    readonly project: string,
    public name: string,
    readonly adapter: Adapter,
  ) {}

  get resources(): Saved[] {
    return JSON.parse(this.#resources) as Saved[];
  }

  /** All that is forgotten when a state is lost. */
  forget(): void {
    this.#resources = "[]";
  }

  /** `pulumi stack rename`. */
  rename(to: string): void {
    const from = `urn:pulumi:${this.name}::`;
    this.#write(this.resources.map((saved) => ({ ...saved, urn: saved.urn.replace(from, `urn:pulumi:${to}::`) })));
    this.name = to;
  }

  /** `pulumi state taint`. */
  taint(urn: string): void {
    this.#write(this.resources.map((saved) => (saved.urn === urn ? { ...saved, tainted: true } : saved)));
  }

  urnOf(of: Pick<Declaration, "kind" | "parents" | "name">): string {
    return urnOf(this, of);
  }

  /** `pulumi up`. @throws what the user would be told. */
  async up(providers: Providers, program: readonly Declaration[], options: UpOptions = {}): Promise<void> {
    if (options.refresh) await this.refresh(providers);
    this.#deletedAgain = [];
    const seen = new Set<string>();
    const underWay: Promise<void>[] = [];
    const failures: unknown[] = [];
    for (const declaration of program) {
      const urn = this.urnOf(declaration);
      seen.add(urn);
      try {
        const step = await this.#plan(providers, declaration, urn, options.replace?.has(urn) ?? false);
        const work = step().catch((error: unknown) => void failures.push(error));
        if (options.parallel) underWay.push(work);
        else await work;
      } catch (error) {
        failures.push(error);
      }
      if (failures.length > 0) break;
    }
    await Promise.all(underWay);
    // The engine deletes nothing when something before has failed.
    if (failures.length > 0) throw failures[0];
    for (const { kind, urn, id, outputs } of this.#deletedAgain) {
      await this.#handler(providers, { kind, urn }, "delete")(id, outputs);
    }
    await this.#deleteAll(providers, (saved) => saved.doomed || !seen.has(saved.urn));
  }

  /** `pulumi refresh`: of everything in the state, of what is doomed too. What is found is compared with what was there. */
  async refresh(providers: Providers): Promise<void> {
    for (const saved of this.resources) {
      if (saved.awaited) continue;
      const result = plain(await this.#handler(providers, saved, "read")(saved.id, saved.outputs));
      if (!result.id) this.#replace(saved);
      else {
        const outputs = withProvider(result.props ?? {});
        const inputs = result.inputs === undefined ? saved.inputs : withProvider(result.inputs);
        await this.#handler(providers, saved, "diff")(result.id, outputs, saved.inputs);
        this.#replace(saved, { ...saved, inputs, outputs, incomplete: false });
      }
    }
  }

  async destroy(providers: Providers): Promise<void> {
    await this.#deleteAll(providers, () => true);
  }

  /** What is to be done for a declaration, after check and diff. */
  async #plan(
    providers: Providers,
    declaration: Declaration,
    urn: string,
    forced: boolean,
  ): Promise<() => Promise<void>> {
    const { kind, parents, name, args } = declaration;
    const names = [urn, ...declaration.aliases.map((alias) => this.urnOf(alias))];
    const old = this.resources.find((saved) => !saved.doomed && names.includes(saved.urn));
    const owner = ownerText({
      project: this.project,
      stack: this.name,
      ...(parents === undefined ? {} : { parents }),
      name,
    });
    const goal = withProvider({ ...args, __owner: owner });
    const target = { urn, kind };
    const check = async (olds: Properties) => {
      const { inputs, failures } = plain(await this.#handler(providers, target, "check", olds)(olds, goal));
      if (failures?.length) throw new Error(failures.map(({ reason }) => reason).join("; "));
      return withProvider(inputs ?? {});
    };
    // An option that the class for TypeScript sets: programs that use the plugin have none.
    const ordered = kind === "SegmentTask" && this.adapter === "dynamic";
    const deleteFirst = ordered ? replacementOrder(args).deleteBeforeReplace : undefined;
    if (old === undefined) {
      const inputs = await check({});
      return () => this.#create(providers, target, inputs);
    }
    if (forced || old.tainted) {
      const inputs = await check({});
      return () => this.#replaceBy(providers, target, inputs, old, deleteFirst ?? false);
    }
    const inputs = await check(old.inputs);
    const diff = plain(await this.#handler(providers, target, "diff")(old.id, old.outputs, inputs));
    const changed = diff.changes && (diff.unseen || !isDeepStrictEqual(old.inputs, inputs));
    const { replaces = [], deleteBeforeReplace = false } = diff.changes ? diff : {};
    if ((changed && replaces.length > 0) || old.awaited) {
      const fresh = await check({});
      return () => this.#replaceBy(providers, target, fresh, old, deleteFirst ?? deleteBeforeReplace);
    }
    if (changed || old.incomplete) return () => this.#update(providers, target, inputs, old);
    return () => {
      this.#replace(old, { ...old, urn, inputs });
      return Promise.resolve();
    };
  }

  async #replaceBy(
    providers: Providers,
    target: Pick<Saved, "urn" | "kind">,
    inputs: Properties,
    old: Saved,
    deleteFirst: boolean,
  ): Promise<void> {
    if (old.awaited) {
      await this.#create(providers, target, inputs, undefined, old);
      // Where both could have run at once by now, the engine deletes at the end what it had deleted before.
      if (!deleteFirst) this.#deletedAgain.push(old);
      return;
    }
    if (!deleteFirst) return this.#create(providers, target, inputs, { ...old, doomed: true });
    await this.#handler(providers, old, "delete")(old.id, old.outputs);
    this.#replace(old, { ...old, awaited: true });
    return this.#create(providers, target, inputs, undefined, { ...old, awaited: true });
  }

  /** @param doomed The old one, once the new one is there. @param gone The old one, that is forgotten then. */
  async #create(
    providers: Providers,
    target: Pick<Saved, "urn" | "kind">,
    inputs: Properties,
    doomed?: Saved,
    gone?: Saved,
  ): Promise<void> {
    const save = (created: Pick<Saved, "id" | "outputs" | "incomplete">) => {
      const left = this.resources.flatMap((saved) => {
        if (isSame(saved, doomed)) return [{ ...saved, doomed: true }];
        return isSame(saved, gone) ? [] : [saved];
      });
      this.#write([
        ...left,
        { serial: ++this.#serial, ...target, inputs, doomed: false, awaited: false, tainted: false, ...created },
      ]);
    };
    try {
      const { id, outs } = plain(await this.#handler(providers, target, "create")(inputs));
      save({ id, outputs: withProvider(outs ?? {}), incomplete: false });
    } catch (error) {
      if (isPartial(error)) save({ id: error.id, outputs: plain(error.properties), incomplete: true });
      throw error;
    }
  }

  async #update(
    providers: Providers,
    target: Pick<Saved, "urn" | "kind">,
    inputs: Properties,
    old: Saved,
  ): Promise<void> {
    const { urn } = target;
    try {
      const { outs } = plain(await this.#handler(providers, target, "update")(old.id, old.outputs, inputs));
      this.#replace(old, { ...old, urn, inputs, outputs: withProvider(outs ?? {}), incomplete: false });
    } catch (error) {
      if (isPartial(error))
        this.#replace(old, { ...old, urn, inputs, outputs: plain(error.properties), incomplete: true });
      throw error;
    }
  }

  async #deleteAll(providers: Providers, which: (saved: Saved) => boolean): Promise<void> {
    for (const saved of this.resources.filter(which).reverse()) {
      if (!saved.awaited) await this.#handler(providers, saved, "delete")(saved.id, saved.outputs);
      this.#replace(saved);
    }
  }

  #handler<Name extends "check" | "diff" | "create" | "update" | "read" | "delete">(
    providers: Providers,
    { kind, urn }: Pick<Saved, "kind" | "urn">,
    name: Name,
    olds?: Properties,
  ): Handlers[Name] {
    const provider = providers[kind];
    this.calls.push(callText(name, urn, olds));
    return provider[name].bind(provider) as Handlers[Name];
  }

  #replace(old: Saved, by?: Saved): void {
    this.#write(this.resources.flatMap((saved) => (isSame(saved, old) ? (by === undefined ? [] : [by]) : [saved])));
  }

  #write(resources: readonly Saved[]): void {
    this.#resources = JSON.stringify(resources);
  }
}

function isSame(a: Saved, b: Saved | undefined): boolean {
  return a.serial === b?.serial;
}

interface PartialFailure extends Error {
  id: string;
  properties: Properties;
}

function isPartial(error: unknown): error is PartialFailure {
  return error instanceof Error && "id" in error && "properties" in error;
}

function withProvider(properties: Properties): Properties {
  return { ...properties, __provider: PROVIDER };
}
