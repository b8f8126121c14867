import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createGzip } from "node:zlib";

export interface EndlessServer {
  url: string;
  /** Bytes handed over for sending so far, before any packing. */
  sent(): number;
  /** Resolves when the client has left. */
  left: Promise<unknown>;
}

/** A server that answers its only request with a body that never ends, as fast as the client takes it. */
export async function startEndlessServer(encoding: "gzip" | "identity"): Promise<EndlessServer> {
  let sent = 0;
  const flood = (response: ServerResponse) => {
    response.writeHead(200, { "Content-Encoding": encoding });
    const gzip = encoding === "gzip" ? createGzip({ level: 0 }) : undefined;
    gzip?.pipe(response);
    const out = gzip ?? response;
    const chunk = Buffer.alloc(64 * 1024, " ");
    const more = () => {
      while (!response.destroyed && out.write(chunk)) sent += chunk.length;
    };
    out.on("drain", more);
    response.on("close", () => {
      gzip?.destroy();
      server.close();
    });
    more();
  };
  const server = createServer((_request, response) => flood(response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, sent: () => sent, left: once(server, "close") };
}
