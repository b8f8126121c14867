import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { withStacksOfBugs } from "../adapter/engine/stacks";
import { serviceError } from "./failures";
import type { Session } from "./session";

type Method = (request: never) => Promise<unknown>;

/** States and previews of large stacks pass the limit of gRPC. */
const ANY_SIZE = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

/** Answers the calls of an engine, on loopback. */
export class PluginServer {
  readonly #server = new Server(ANY_SIZE);

  constructor(methods: Readonly<Record<string, Method>>, session: Session) {
    const implementation = Object.entries(methods).map(([name, method]) => [name, unary(method, session)]);
    this.#server.addService(ResourceProviderService, Object.fromEntries(implementation));
  }

  /** @returns the port. */
  listen(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
        if (error === null) resolve(port);
        else reject(error);
      });
    });
  }

  /** Resolves when every call that came has its answer; no more are taken. */
  end(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.tryShutdown(() => resolve());
    });
  }
}

function unary(method: Method, session: Session) {
  const print = (stacks: string) => session.say("error", stacks);
  const answer = (request: never) =>
    session.handle(request, () => withStacksOfBugs(() => method(request), false, print));
  return async ({ request }: ServerUnaryCall<never, unknown>, callback: sendUnaryData<unknown>) => {
    try {
      const result = await answer(request);
      await session.heard();
      callback(null, result);
    } catch (error) {
      await session.heard();
      callback(serviceError(error));
    }
  };
}
