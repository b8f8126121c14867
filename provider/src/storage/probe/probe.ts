import { Dialogue } from "./dialogue";
import { endpointFor } from "./endpoint";
import type { ProbeRequest, StorageKeys } from "./request";
import { type Judgement, judge, noEndpoint } from "./verdict";

/** Milliseconds that one probe may take with all its requests. */
const PROBE_MS = 15_000;

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
  const endpoint = endpointFor(request);
  if (endpoint === undefined) return noEndpoint(request);
  const signals = [
    AbortSignal.timeout(Math.ceil(Math.min(timeout, PROBE_MS))),
    ...(signal === undefined ? [] : [signal]),
  ];
  return new Probe(request, new Dialogue(request, endpoint, AbortSignal.any(signals))).run();
}

/** Under the prefix of the slices, as the keys' rights may be limited to that. */
export function objectName(prefix: string | undefined): string {
  return prefix === undefined ? OBJECT : `${prefix}-${OBJECT}`;
}

const OBJECT = "volcengine-rtc-preflight";

class Probe {
  constructor(
    private readonly request: ProbeRequest,
    private readonly dialogue: Dialogue,
  ) {}

  async run(): Promise<Judgement> {
    try {
      const found = await this.#find();
      if (found.verdict !== "good" && found.verdict !== "notProved") return found;
      const written = this.request.level === "write" ? await this.#write() : found;
      return written.verdict === "good" ? await this.#belongs(written) : written;
    } finally {
      this.dialogue.close();
    }
  }

  /** With the keys of the slices first: that they are known is worth something, even if they may not look. */
  async #find(): Promise<Judgement> {
    const { keys, lookKeys } = this.request;
    const found = await this.#look(keys);
    return found.verdict === "notProved" && lookKeys !== undefined ? this.#look(lookKeys) : found;
  }

  async #look(keys: StorageKeys): Promise<Judgement> {
    const signedFor = this.dialogue.region;
    const head = await this.dialogue.ask("look", keys, (client) => client.look());
    const seen = judge(head);
    if (seen.verdict === "good" || seen.verdict === "unreachable") return seen;
    const list = await this.dialogue.ask("look", keys, (client) => client.list());
    const { answer } = list;
    if (answer.status === undefined) return judge(list);
    if (this.dialogue.learns(answer, signedFor)) return this.#look(keys);
    // Only the first of the two has a header with the region, whatever the keys may do.
    const region = answer.region ?? (head.answer.status === undefined ? undefined : head.answer.region);
    return judge({ ...list, answer: { ...answer, region } });
  }

  async #write(): Promise<Judgement> {
    const { keys, prefix } = this.request;
    const name = objectName(prefix);
    const put = await this.dialogue.ask("write", keys, (client) => client.write(name));
    const judgement = judge(put);
    if (judgement.verdict !== "good") return judgement;
    const { answer } = await this.dialogue.ask("write", keys, (client) => client.remove(name));
    const removed = answer.status !== undefined && answer.status < 300;
    const left = `; the object "${name}" stays there, as it could not be removed again`;
    return removed ? judgement : { ...judgement, detail: `${judgement.detail}${left}`, left: name };
  }

  /** Whether the bucket is the named account's, as far as the storage tells. */
  async #belongs(found: Judgement): Promise<Judgement> {
    const { keys, lookKeys, accountId } = this.request;
    if (accountId === undefined) return found;
    const exchange = await this.dialogue.ask("owner", lookKeys ?? keys, (client) => client.owner());
    const { answer } = exchange;
    const owner = answer.status === undefined ? undefined : answer.owner;
    return owner === undefined || owner === accountId ? found : judge(exchange);
  }
}
