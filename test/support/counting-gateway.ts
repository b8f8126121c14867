import { createServer, request, type Server } from "node:http";
import { close, listen, urlOf } from "./local-server";

/** Passes requests on to a server as they are, and remembers them. */
export class CountingGateway {
  /** Such as `HEAD /bucket`. */
  readonly requests: string[] = [];

  private constructor(private readonly server: Server) {}

  static async start(target: string): Promise<CountingGateway> {
    const { hostname, port } = new URL(target);
    const server = createServer((incoming, outgoing) => {
      const { method = "", url: path = "", headers } = incoming;
      gateway.requests.push(`${method} ${path.split("?")[0]}`);
      const passed = request({ hostname, port, method, path, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      passed.on("error", () => outgoing.destroy());
      incoming.pipe(passed);
    });
    const gateway = new CountingGateway(server);
    await listen(server);
    return gateway;
  }

  get url(): string {
    return urlOf(this.server);
  }

  async close(): Promise<void> {
    await close(this.server);
  }
}
