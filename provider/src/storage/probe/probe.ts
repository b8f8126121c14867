import { setTimeout as sleep } from "node:timers/promises";
import type { Answer } from "./answer";
import { BucketClient } from "./client";
import { endpointOf, signingRegion } from "./endpoint";
import type { ProbeRequest, StorageKeys } from "./request";
import { type Exchange, type Judgement, judge, mayPass } from "./verdict";

/** Milliseconds that one probe may take with all its requests. */
const PROBE_MS = 15_000;

/** Milliseconds between two attempts at a request that may pass. */
const PAUSES = [200, 600];

export interface ProbeLimits {
  /** Milliseconds, if the caller has less time than a probe takes at most. */
  timeout?: number;
  signal?: AbortSignal | undefined;
}

/** Looks whether slices could be stored in a bucket. Never throws: what can't be found out is a verdict of its own. */
export async function probe(
  request: ProbeRequest,
  { timeout = PROBE_MS, signal }: ProbeLimits = {},
): Promise<Judgement> {
  const endpoint = request.endpoint ?? endpointOf(request.platform, request.region);
  if (endpoint === undefined) {
    const detail = `the region ${request.region} of bucket "${request.bucket}" has no word from which its endpoint follows. Name it: preflight.endpoint`;
    return { verdict: "notKnown", detail };
  }
  const signals = [
    AbortSignal.timeout(Math.ceil(Math.min(timeout, PROBE_MS))),
    ...(signal === undefined ? [] : [signal]),
  ];
  return new Probe(request, endpoint, AbortSignal.any(signals)).run();
}

/** Under the prefix of the slices, as the keys' rights may be limited to that. */
function objectName(prefix: string | undefined): string {
  return prefix === undefined ? OBJECT : `${prefix}-${OBJECT}`;
}

const OBJECT = "volcengine-rtc-preflight";

class Probe {
  readonly #clients = new Map<StorageKeys, BucketClient>();
  #region: string;

  constructor(
    private readonly request: ProbeRequest,
    private readonly endpoint: string,
    private readonly signal: AbortSignal,
  ) {
    this.#region = signingRegion(request.region, endpoint);
  }

  async run(): Promise<Judgement> {
    try {
      const found = await this.#find();
      if (found.verdict !== "good" && found.verdict !== "notProved") return found;
      const written = this.request.level === "write" ? await this.#write() : found;
      return written.verdict === "good" ? await this.#belongs(written) : written;
    } finally {
      this.#close();
    }
  }

  /** With the keys of the slices first: that they are known is worth something, even if they may not look. */
  async #find(): Promise<Judgement> {
    const { keys, lookKeys } = this.request;
    const found = await this.#look(keys);
    return found.verdict === "notProved" && lookKeys !== undefined ? this.#look(lookKeys) : found;
  }

  async #look(keys: StorageKeys): Promise<Judgement> {
    const head = await this.#ask("look", keys, (client) => client.look());
    const seen = judge(head);
    if (seen.verdict === "good" || seen.verdict === "unreachable") return seen;
    const list = await this.#ask("look", keys, (client) => client.list());
    const { answer } = list;
    if (answer.status === undefined) return judge(list);
    if (answer.code === "AuthorizationHeaderMalformed" && answer.region !== undefined && this.#learns(answer.region)) {
      return this.#look(keys);
    }
    // Only the first of the two has a header with the region, whatever the keys may do.
    const region = answer.region ?? (head.answer.status === undefined ? undefined : head.answer.region);
    return judge({ ...list, answer: { ...answer, region } });
  }

  /** Where nobody could name the region for the signature, the storage does. */
  #learns(region: string): boolean {
    if (typeof this.request.region === "string" || this.#region === region) return false;
    this.#region = region;
    this.#close();
    return true;
  }

  async #write(): Promise<Judgement> {
    const { keys, prefix } = this.request;
    const name = objectName(prefix);
    const put = await this.#ask("write", keys, (client) => client.write(name));
    const judgement = judge(put);
    if (judgement.verdict !== "good") return judgement;
    const { answer } = await this.#ask("write", keys, (client) => client.remove(name));
    const removed = answer.status !== undefined && answer.status < 300;
    const left = `; the object "${name}" stays there, as it could not be removed again`;
    return removed ? judgement : { ...judgement, detail: `${judgement.detail}${left}`, left: name };
  }

  /** Whether the bucket is the named account's, as far as the storage tells. */
  async #belongs(found: Judgement): Promise<Judgement> {
    const { keys, lookKeys, accountId } = this.request;
    if (accountId === undefined) return found;
    const exchange = await this.#ask("owner", lookKeys ?? keys, (client) => client.owner());
    const { answer } = exchange;
    const owner = answer.status === undefined ? undefined : answer.owner;
    return owner === undefined || owner === accountId ? found : judge(exchange);
  }

  async #ask(
    asked: Exchange["asked"],
    keys: StorageKeys,
    send: (client: BucketClient) => Promise<Answer>,
  ): Promise<Exchange> {
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

  async #client(keys: StorageKeys): Promise<BucketClient> {
    const known = this.#clients.get(keys);
    if (known !== undefined) return known;
    const client = await BucketClient.open(this.request, keys, this.endpoint, this.#region, this.signal);
    this.#clients.set(keys, client);
    return client;
  }

  #close(): void {
    for (const client of this.#clients.values()) client.close();
    this.#clients.clear();
  }
}
