import { createServer, request, type Server } from "node:http";
import { connect } from "node:net";
import type { Duplex } from "node:stream";
import { close, listen, urlOf } from "./local-server";

/** A forward proxy on 127.0.0.1 that takes both absolute targets and CONNECT, and remembers whom it was asked for. */
export class ProxyServer {
  /** Such as `POST 127.0.0.1:4010` or `CONNECT 127.0.0.1:4010`. */
  readonly asked: string[] = [];
  readonly #server: Server;
  readonly #tunnels = new Set<Duplex>();

  private constructor() {
    this.#server = createServer((incoming, response) => {
      const target = new URL(incoming.url ?? "");
      this.asked.push(`${incoming.method} ${target.host}`);
      const { method, headers } = incoming;
      const onward = request(target, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      onward.on("error", () => response.destroy());
      incoming.pipe(onward);
    });
    this.#server.on("connect", (incoming, socket, head: Buffer) => {
      this.asked.push(`CONNECT ${incoming.url}`);
      this.#tunnels.add(socket);
      const [host = "", port] = (incoming.url ?? "").split(":");
      const onward = connect(Number(port), host, () => {
        socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
        onward.write(head);
        socket.pipe(onward).pipe(socket);
      });
      onward.on("error", () => socket.destroy());
      socket.on("error", () => onward.destroy());
    });
  }

  static async start(): Promise<ProxyServer> {
    const proxy = new ProxyServer();
    await listen(proxy.#server);
    return proxy;
  }

  get url(): string {
    return urlOf(this.#server);
  }

  async close(): Promise<void> {
    // A server no longer counts these among its connections, and yet waits for them.
    for (const tunnel of this.#tunnels) tunnel.destroy();
    await close(this.#server);
  }
}
