import { createServer, type IncomingHttpHeaders, request, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { close, listen, urlOf } from "../../support/local-server";

/** A call on its way through, as far as lies go by it. */
export interface LiedAbout {
  action: string;
  taskId: string;
  /** The query or the body. */
  asked: Record<string, unknown>;
  /** Counts the calls of this action for this task, from 1. */
  nth: number;
}

export interface Told {
  status: number;
  envelope: { Result?: unknown; ResponseMetadata: Record<string, unknown> };
}

/** Changes an answer, or leaves it as it is. */
export type Lie = (call: LiedAbout, answer: Told) => void;

/** Stands before an emulator and tells something else than it says. */
export class LyingProxy {
  lie: Lie = () => {};
  readonly #counts = new Map<string, number>();
  readonly #server: Server;

  private constructor(truth: string) {
    this.#server = createServer((incoming, response) => {
      const { method = "", url = "", headers } = incoming;
      const work = async () => {
        const body = await text(incoming);
        const answer = await forward(truth + url, method, headers, body);
        this.lie(this.#describe(new URL(truth + url).searchParams, body), answer);
        response.writeHead(answer.status, { "Content-Type": "application/json" }).end(JSON.stringify(answer.envelope));
      };
      work().catch(() => response.destroy());
    });
  }

  static async start(truth: string): Promise<LyingProxy> {
    const proxy = new LyingProxy(truth);
    await listen(proxy.#server);
    return proxy;
  }

  get url(): string {
    return urlOf(this.#server);
  }

  async close(): Promise<void> {
    await close(this.#server);
  }

  #describe(query: URLSearchParams, body: string): LiedAbout {
    const asked: Record<string, unknown> = body === "" ? Object.fromEntries(query) : JSON.parse(body);
    const action = query.get("Action") ?? "";
    const taskId = String(asked.TaskId ?? "");
    const nth = (this.#counts.get(`${action} ${taskId}`) ?? 0) + 1;
    this.#counts.set(`${action} ${taskId}`, nth);
    return { action, taskId, asked, nth };
  }
}

/** With the headers as they came: Host is signed. */
async function forward(url: string, method: string, headers: IncomingHttpHeaders, body: string): Promise<Told> {
  return new Promise((resolve, reject) => {
    const onward = request(url, { method, headers }, (answer) => {
      text(answer).then((told) => {
        resolve({ status: answer.statusCode ?? 0, envelope: JSON.parse(told) });
      }, reject);
    });
    onward.on("error", reject).end(body);
  });
}
