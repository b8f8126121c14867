import { setTimeout as sleep } from "node:timers/promises";
import type { Answer } from "./answer";
import { BucketClient } from "./client";
import { signingRegion } from "./endpoint";
import type { ProbeRequest, StorageKeys } from "./request";
import { type Exchange, mayPass } from "./verdict";

/** Milliseconds between two attempts at a request that may pass. */
const PAUSES = [200, 600];

/** Questions to one bucket and their answers. */
export class Dialogue {
  readonly #clients = new Map<StorageKeys, Promise<BucketClient>>();
  /** Others may be waiting for an answer to one that is used no more. */
  readonly #opened: Promise<BucketClient>[] = [];
  #region: string;

  /** @param signal Ends all of them. */
  constructor(
    private readonly request: ProbeRequest,
    private readonly endpoint: string,
    private readonly signal: AbortSignal,
  ) {
    this.#region = signingRegion(request.region, endpoint);
  }

  async ask<Told extends Answer>(
    asked: Exchange["asked"],
    keys: StorageKeys,
    send: (client: BucketClient) => Promise<Told>,
  ): Promise<Exchange & { answer: Told }> {
    const client = await this.#client(keys);
    for (let attempt = 0; ; attempt++) {
      const exchange = { asked, answer: await send(client), request: this.request, endpoint: this.endpoint, keys };
      const pause = PAUSES[attempt];
      if (pause === undefined || this.signal.aborted || !mayPass(exchange)) return exchange;
      await sleep(pause, undefined, { signal: this.signal }).catch(() => {
        // Out of time: the next request finds that out for itself.
      });
    }
  }

  /** The region for which the next question is signed. */
  get region(): string {
    return this.#region;
  }

  /**
   * Where nobody could name the region for the signature, the storage does.
   *
   * @param signedFor The region for which that was asked. Others may have learnt the right one meanwhile.
   * @returns whether to ask again.
   */
  learns(answer: Answer, signedFor: string): boolean {
    if (answer.status === undefined || answer.code !== "AuthorizationHeaderMalformed") return false;
    const { region } = answer;
    if (region === undefined || typeof this.request.region === "string" || region === signedFor) return false;
    if (region !== this.#region) this.#clients.clear();
    this.#region = region;
    return true;
  }

  close(): void {
    for (const opening of this.#opened) void opening.then((client) => client.close());
  }

  #client(keys: StorageKeys): Promise<BucketClient> {
    const known = this.#clients.get(keys);
    if (known !== undefined) return known;
    const client = BucketClient.open(this.request, keys, this.endpoint, this.#region, this.signal);
    this.#clients.set(keys, client);
    this.#opened.push(client);
    return client;
  }
}
