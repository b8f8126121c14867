import { type sendUnaryData, Server, ServerCredentials, type ServerUnaryCall } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { withStacksOfBugs } from "../adapter/engine/stacks";
import { serviceError } from "./failures";

type Method = (request: never) => Promise<unknown>;

/** States and previews of large stacks pass the limit of gRPC. */
const ANY_SIZE = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

/** Answers the calls of an engine, on loopback. */
export class PluginServer {
  readonly #server = new Server(ANY_SIZE);

  constructor(methods: Readonly<Record<string, Method>>) {
    const implementation = Object.entries(methods).map(([name, method]) => [name, unary(method)]);
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

function unary(method: Method) {
  return async ({ request }: ServerUnaryCall<never, unknown>, callback: sendUnaryData<unknown>) => {
    try {
      callback(null, await withStacksOfBugs(() => method(request), false));
    } catch (error) {
      callback(serviceError(error));
    }
  };
}
