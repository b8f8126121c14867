import { Dialogue } from "./dialogue";
import { endpointFor } from "./endpoint";
import { type Newest, newestObject } from "./newest-object";
import { objectName } from "./probe";
import type { ProbeRequest } from "./request";
import { type Judgement, judge, noEndpoint } from "./verdict";

/** Milliseconds that the search for one task may take. */
const SEARCH_MS = 15_000;

/** What was found of the slices of a task, or why nothing could be. */
export type FoundSlices = Newest | Judgement;

/** Looks for the slices of tasks in one bucket. */
export class SliceSearch {
  readonly #dialogue: Dialogue | undefined;
  readonly #end = new AbortController();

  constructor(private readonly request: ProbeRequest) {
    const endpoint = endpointFor(request);
    this.#dialogue = endpoint === undefined ? undefined : new Dialogue(request, endpoint, this.#end.signal);
  }

  /**
   * When the newest slice of a task was stored. Never throws.
   *
   * @param identifier With which the names of its slices begin.
   * @param foreign Longer identifiers that begin with it, of other tasks that store in this bucket.
   * @param recent Milliseconds, as in `Search`.
   */
  async newest(identifier: string, foreign: readonly string[], recent: number, now: number): Promise<FoundSlices> {
    const dialogue = this.#dialogue;
    if (dialogue === undefined) return noEndpoint(this.request);
    const { keys, lookKeys } = this.request;
    let failure: Judgement | undefined;
    const list = async (after: string | undefined) => {
      const ask = () => dialogue.ask("look", lookKeys ?? keys, (client) => client.objects(identifier, after));
      const signedFor = dialogue.region;
      let exchange = await ask();
      if (dialogue.learns(exchange.answer, signedFor)) exchange = await ask();
      const { page } = exchange.answer;
      if (page === undefined) failure = judge(exchange);
      return page ?? { objects: [], more: false };
    };
    const end = performance.now() + SEARCH_MS;
    const newest = await newestObject(list, {
      prefix: identifier,
      foreign,
      except: objectName(identifier),
      now,
      recent,
      end,
    });
    return failure ?? newest;
  }

  close(): void {
    this.#end.abort();
    this.#dialogue?.close();
  }
}
