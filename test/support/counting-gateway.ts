import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";

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
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
