import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { UserError } from "../../user-error";
import { sendAnswer } from "./answer";
import { Deliveries } from "./deliveries";
import { respond } from "./routes";
import type { EventStore } from "./store";

/** What a receiver needs. */
export interface ReceiverOptions {
  store: EventStore;
  secretKey: string;
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** Told what an operator has to know. */
  warn(message: string): void;
}

/** A receiver at work. */
export interface Receiver {
  url: string;
  /** Takes no more requests, and answers those that are under way. */
  close(): Promise<void>;
}

const LONGEST_REQUEST_MS = 10_000;
const LONGEST_END_MS = 5_000;
/** A burst waits in the system's queue and is not turned away. */
const BACKLOG = 4_096;

/** @throws Error when the address can't be listened on. */
export async function startReceiver({ store, secretKey, host, port, warn }: ReceiverOptions): Promise<Receiver> {
  const desk = { store, deliveries: new Deliveries(store, secretKey, warn) };
  const server = createServer({ requestTimeout: LONGEST_REQUEST_MS }, (request, response) => {
    respond(desk, request).then(
      (answer) => sendAnswer(request, response, answer, server.listening),
      (error: Error) => {
        // A sender that went away gets no answer; anything else is a bug.
        if (!request.destroyed) warn(`A request was not answered, which is a bug: ${error.stack}`);
        request.destroy();
      },
    );
  });
  server.listen({ host, port, backlog: BACKLOG });
  await once(server, "listening").catch((cause: Error) => {
    const advice = "Choose another with --port or --host; port 0 takes any free one.";
    throw new UserError(`Can't listen on ${host}, port ${port}: ${cause.message}. ${advice}`, { cause });
  });
  return { url: urlOf(server), close: () => close(server) };
}

function urlOf(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo;
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  const cut = setTimeout(() => server.closeAllConnections(), LONGEST_END_MS);
  await closed;
  clearTimeout(cut);
}
