import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { UserError } from "../user-error";
import type { Account } from "./admin/account";
import { handleAdminCall } from "./admin/handler";
import { handleApiCall } from "./gateway/handler";

const HOST = "127.0.0.1";

export interface RunningServer {
  url: string;
  close(): Promise<void>;
}

/** @throws Error when the port is taken. */
export async function listen(account: Account, port: number): Promise<RunningServer> {
  const server = createServer((request, response) => {
    const [path = "/", search = ""] = (request.url ?? "/").split("?", 2);
    const query = new URLSearchParams(search);
    const handled =
      path === "/admin" || path.startsWith("/admin/")
        ? handleAdminCall(account, request, response, path, query)
        : handleApiCall(account.gateway, request, response, path, query);
    handled.catch((error: unknown) => {
      console.error("The emulator failed on a call; this is a bug in the emulator.", error);
      request.socket.destroy();
    });
  });
  await bind(server, port);
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${HOST}:${actual}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function bind(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EADDRINUSE") return reject(error);
      const advice = "Stop the program that uses it, or choose another with --port (0 takes any free port).";
      reject(
        new UserError(`The emulator cannot listen on ${HOST}:${port}: the port is taken. ${advice}`, { cause: error }),
      );
    });
    server.listen(port, HOST, () => resolve());
  });
}
