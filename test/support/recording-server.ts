import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { close, listen, urlOf } from "./local-server";

export interface RecordedRequest {
  method: string;
  /** As it stood in the request line. */
  target: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
  /** The same for requests that came over the same connection. */
  connection: number;
}

/** What to answer, or to leave the client without an answer. */
export type Reply = { status?: number; headers?: Record<string, string>; body: string | Buffer } | "hang" | "reset";

/** A bare HTTP server that remembers what it was asked, byte for byte, and answers what it was told to. */
export class RecordingServer {
  readonly requests: RecordedRequest[] = [];
  readonly #connections = new Map<Socket, number>();
  readonly #server: Server;
  /** Answers in order; the last one is repeated. */
  #replies: Reply[] = [{ body: OK }];

  private constructor() {
    this.#server = createServer((request, response) => void this.#handle(request, response));
    this.#server.on("connection", (socket) => this.#connections.set(socket, this.#connections.size + 1));
  }

  static async start(): Promise<RecordingServer> {
    const recording = new RecordingServer();
    await listen(recording.#server);
    return recording;
  }

  get url(): string {
    return urlOf(this.#server);
  }

  get connections(): number {
    return this.#connections.size;
  }

  /** The last request; there must have been one. */
  get last(): RecordedRequest {
    const request = this.requests.at(-1);
    if (request === undefined) throw new Error("The server was not asked anything.");
    return request;
  }

  answer(...replies: Reply[]): void {
    this.#replies = replies;
  }

  async close(): Promise<void> {
    await close(this.#server);
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    this.requests.push({
      method: request.method ?? "",
      target: request.url ?? "",
      headers: request.headers,
      body: Buffer.concat(chunks).toString("utf8"),
      connection: this.#connections.get(request.socket) ?? 0,
    });
    const reply = (this.#replies.length > 1 ? this.#replies.shift() : this.#replies[0]) ?? "reset";
    if (reply === "hang") return;
    if (reply === "reset") {
      request.socket.resetAndDestroy();
      return;
    }
    response.writeHead(reply.status ?? 200, { "Content-Type": "application/json", ...reply.headers });
    response.end(reply.body);
  }
}

/** An answer in the API's envelope. */
export function envelope(content: { Result?: unknown; Error?: object; requestId?: string }): string {
  const { Result, Error: error, requestId = "req-1" } = content;
  return JSON.stringify({ Result, ResponseMetadata: { RequestId: requestId, ...(error ? { Error: error } : {}) } });
}

const OK = envelope({ Result: "ok" });
