import { isDeepStrictEqual } from "node:util";
import type { Handlers } from "#adapter/engine/handlers";
import { plain } from "#test/support/plain-value";

type Properties = Record<string, unknown>;

/** A resource as the engine keeps it between two operations. */
export interface SavedResource {
  id: string;
  inputs: Properties;
  outputs: Properties;
  /** Why it was saved although its operation failed. */
  initErrors: string[];
}

interface State {
  resource?: SavedResource;
  /** Replaced, and to be deleted as soon as that is possible. */
  doomed: SavedResource[];
}

const PROVIDER = "exports.handler";

/**
 * The part of the Pulumi engine that decides which handler is called when, with what, and what is kept afterwards, for a
 * stack of one resource. What it keeps went through JSON, as everything does on its way to a state.
 */
export class Engine {
  #state: string = JSON.stringify({ doomed: [] } satisfies State);

  /** @param provider may be changed between two operations, as each has a provider process of its own. */
  constructor(public provider: Handlers) {}

  get resource(): SavedResource | undefined {
    return this.#read().resource;
  }

  get state(): string {
    return this.#state;
  }

  /** Forgets what was saved last, as an engine does that dies before it saves. */
  rewind(to: string): void {
    this.#state = to;
  }

  /** `pulumi up`; without inputs the program does not declare the resource. @throws what the user would be told. */
  async up(program: Properties | undefined): Promise<void> {
    const errors: unknown[] = [];
    try {
      if (program === undefined) await this.#destroyLiving();
      else await this.#bringTo(program);
    } catch (error) {
      errors.push(error);
    }
    // The engine gives up after the first failed step.
    if (errors.length === 0) await this.#deleteDoomed();
    else throw errors[0];
  }

  async refresh(): Promise<void> {
    const { resource, doomed } = this.#read();
    if (resource === undefined) return;
    const result = plain(await this.#handler("read")(resource.id, resource.outputs));
    if (!result.id) return this.#write({ doomed });
    const outputs = withProvider(result.props ?? {});
    const inputs = result.inputs === undefined ? resource.inputs : withProvider(result.inputs);
    this.#write({ resource: { id: result.id, inputs, outputs, initErrors: [] }, doomed });
  }

  async destroy(): Promise<void> {
    await this.#deleteDoomed();
    await this.#destroyLiving();
  }

  async #bringTo(program: Properties): Promise<void> {
    const { resource: old } = this.#read();
    const checked = plain(await this.#handler("check")(old?.inputs ?? {}, withProvider(program)));
    if (checked.failures?.length) throw new Error(checked.failures.map(({ reason }) => reason).join("; "));
    const news = withProvider(checked.inputs ?? {});
    if (old === undefined) return this.#create(news);
    const difference = await this.#handler("diff")(old.id, old.outputs, news);
    const changed = difference.changes && (difference.unseen || !isDeepStrictEqual(old.inputs, news));
    const { replaces = [], deleteBeforeReplace } = difference.changes ? difference : {};
    if (changed && replaces.length > 0) {
      if (deleteBeforeReplace) await this.#destroyLiving();
      else {
        // Marked before its successor is there: a failure in between must not forget it.
        const { doomed } = this.#read();
        await this.#create(news, [...doomed, old]);
        return;
      }
      return this.#create(news);
    }
    if (!changed && old.initErrors.length === 0) return;
    await this.#update(old, news);
  }

  async #create(inputs: Properties, doomed = this.#read().doomed): Promise<void> {
    try {
      const { id, outs } = plain(await this.#handler("create")(inputs));
      this.#write({ resource: { id, inputs, outputs: withProvider(outs ?? {}), initErrors: [] }, doomed });
    } catch (error) {
      if (isPartial(error)) this.#write({ resource: partial(error, inputs), doomed });
      throw error;
    }
  }

  async #update(old: SavedResource, news: Properties): Promise<void> {
    const { doomed } = this.#read();
    try {
      const result = plain(await this.#handler("update")(old.id, old.outputs, news));
      this.#write({
        resource: { ...old, inputs: news, outputs: withProvider(result.outs ?? {}), initErrors: [] },
        doomed,
      });
    } catch (error) {
      if (isPartial(error)) this.#write({ resource: partial(error, news), doomed });
      throw error;
    }
  }

  async #destroyLiving(): Promise<void> {
    const { resource, doomed } = this.#read();
    if (resource === undefined) return;
    await this.#handler("delete")(resource.id, resource.outputs);
    this.#write({ doomed });
  }

  async #deleteDoomed(): Promise<void> {
    for (const { id, outputs } of this.#read().doomed) {
      await this.#handler("delete")(id, outputs);
      const { doomed, ...rest } = this.#read();
      this.#write({ ...rest, doomed: doomed.slice(1) });
    }
  }

  #handler<Name extends "check" | "diff" | "create" | "update" | "read" | "delete">(name: Name): Handlers[Name] {
    return this.provider[name].bind(this.provider) as Handlers[Name];
  }

  #read(): State {
    return JSON.parse(this.#state) as State;
  }

  #write(state: State): void {
    this.#state = JSON.stringify(state);
  }
}

interface PartialFailure extends Error {
  id: string;
  properties: Properties;
  reasons: string[];
}

function isPartial(error: unknown): error is PartialFailure {
  return error instanceof Error && "id" in error;
}

function partial({ id, properties, reasons }: PartialFailure, inputs: Properties): SavedResource {
  const outputs = plain(properties);
  if (outputs.__provider !== PROVIDER) throw new Error("The handler code is missing from what is saved");
  return { id, inputs, outputs, initErrors: reasons };
}

function withProvider(properties: Properties): Properties {
  return { ...properties, __provider: PROVIDER };
}
