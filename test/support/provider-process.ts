import { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import type { ServiceError } from "@grpc/grpc-js";
import type { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type * as messages from "@pulumi/pulumi/proto/provider_pb";
import type * as statuses from "@pulumi/pulumi/proto/status_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { InstalledPackage } from "./installed-package";

export type Properties = Record<string, unknown>;

/** What the engine is told of a resource that exists, but not as it should. */
export interface InitFailure {
  id: string;
  properties: Properties;
  reasons: string[];
}

type Callback<Response> = (error: ServiceError | null, response: Response) => void;

/** Pulumi's dynamic provider process, asked over gRPC as the engine asks it, with the SDK's own stubs. */
export class ProviderProcess {
  /** All it printed. */
  output = "";
  readonly #printed = new EventEmitter();
  readonly #process: ChildProcess;
  readonly #messages: typeof messages;
  readonly #struct: typeof Struct;
  readonly #status: typeof statuses;
  readonly #client: ResourceProviderClient;

  private constructor(installed: InstalledPackage, process: ChildProcess, port: string) {
    this.#process = process;
    const load = createRequire(installed.sdkFile("package.json"));
    this.#messages = load("./proto/provider_pb.js") as typeof messages;
    this.#status = load("./proto/status_pb.js") as typeof statuses;
    this.#struct = (load("google-protobuf/google/protobuf/struct_pb.js") as { Struct: typeof Struct }).Struct;
    const { credentials } = load("@grpc/grpc-js") as typeof import("@grpc/grpc-js");
    const stubs = load("./proto/provider_grpc_pb.js") as { ResourceProviderClient: typeof ResourceProviderClient };
    this.#client = new stubs.ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  }

  /** @param node The Node.js program that runs it. */
  static async start(installed: InstalledPackage, node: string): Promise<ProviderProcess> {
    const script = installed.sdkFile("cmd/dynamic-provider/index.js");
    const child = spawn(node, [script, "127.0.0.1:1"], {
      cwd: installed.folder,
      // Nothing of this machine's Volcengine settings or proxies: only what the engine configures counts.
      env: {
        PATH: process.env.PATH,
        HOME: installed.folder,
        PULUMI_NODEJS_PROJECT: "rtc",
        PULUMI_NODEJS_STACK: "test",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const lines = createInterface(child.stdout);
    const [port] = (await Promise.race([
      once(lines, "line"),
      once(child, "exit").then(() => Promise.reject(new Error("The provider process ended before it listened"))),
    ])) as [string];
    const started = connected(() => new ProviderProcess(installed, child, port), child);
    lines.on("line", (line) => {
      started.output += `${line}\n`;
    });
    child.stderr.on("data", (chunk) => {
      started.output += String(chunk);
      started.#printed.emit("more");
    });
    return started;
  }

  async close(): Promise<void> {
    this.#client.close();
    this.#process.kill();
    if (this.#process.exitCode === null && this.#process.signalCode === null) await once(this.#process, "exit");
  }

  /** All it printed from a place in its output on, once that matches: it may arrive after the answer. */
  async printed(pattern: RegExp, from = 0): Promise<string> {
    while (!pattern.test(this.output.slice(from))) await once(this.#printed, "more");
    return this.output.slice(from);
  }

  async configure(config: Properties): Promise<void> {
    const request = new this.#messages.ConfigureRequest().setArgs(this.#pack(config));
    await this.#ask((callback: Callback<messages.ConfigureResponse>) => this.#client.configure(request, callback));
  }

  async check(olds: Properties, news: Properties) {
    const request = new this.#messages.CheckRequest().setOlds(this.#pack(olds)).setNews(this.#pack(news));
    const reply = await this.#ask((callback: Callback<messages.CheckResponse>) =>
      this.#client.check(request, callback),
    );
    const failures = reply.getFailuresList().map((failure) => failure.toObject());
    return { inputs: unpack(reply.getInputs()), failures };
  }

  async diff(id: string, olds: Properties, news: Properties) {
    const request = new this.#messages.DiffRequest().setId(id).setOlds(this.#pack(olds)).setNews(this.#pack(news));
    const reply = await this.#ask((callback: Callback<messages.DiffResponse>) => this.#client.diff(request, callback));
    const changes = (["unknown", "none", "some"] as const)[reply.getChanges()];
    return { changes, replaces: reply.getReplacesList(), deleteBeforeReplace: reply.getDeletebeforereplace() };
  }

  async create(properties: Properties) {
    const request = new this.#messages.CreateRequest().setProperties(this.#pack(properties));
    const reply = await this.#ask((callback: Callback<messages.CreateResponse>) =>
      this.#client.create(request, callback),
    );
    return { id: reply.getId(), properties: unpack(reply.getProperties()) };
  }

  async read(id: string, properties: Properties) {
    const request = new this.#messages.ReadRequest().setId(id).setProperties(this.#pack(properties));
    const reply = await this.#ask((callback: Callback<messages.ReadResponse>) => this.#client.read(request, callback));
    return { id: reply.getId(), properties: unpack(reply.getProperties()), inputs: unpack(reply.getInputs()) };
  }

  async update(id: string, olds: Properties, news: Properties): Promise<Properties> {
    const request = new this.#messages.UpdateRequest().setId(id).setOlds(this.#pack(olds)).setNews(this.#pack(news));
    const reply = await this.#ask((callback: Callback<messages.UpdateResponse>) =>
      this.#client.update(request, callback),
    );
    return unpack(reply.getProperties());
  }

  async delete(id: string, properties: Properties): Promise<void> {
    const request = new this.#messages.DeleteRequest().setId(id).setProperties(this.#pack(properties));
    await this.#ask((callback: Callback<unknown>) => this.#client.delete(request, callback));
  }

  /** What a failed create or update tells the engine about the resource that is there nevertheless. */
  initFailure(error: unknown): InitFailure | undefined {
    const [details] = (error as ServiceError).metadata.get("grpc-status-details-bin");
    if (!(details instanceof Buffer)) return undefined;
    const [any] = this.#status.Status.deserializeBinary(details).getDetailsList();
    const failure = any?.unpack(
      this.#messages.ErrorResourceInitFailed.deserializeBinary,
      "pulumirpc.ErrorResourceInitFailed",
    );
    if (!failure) return undefined;
    return { id: failure.getId(), properties: unpack(failure.getProperties()), reasons: failure.getReasonsList() };
  }

  #pack(properties: Properties): Struct {
    return this.#struct.fromJavaScript(
      JSON.parse(JSON.stringify(properties)) as Parameters<typeof Struct.fromJavaScript>[0],
    );
  }

  #ask<Response>(send: (callback: Callback<Response>) => unknown): Promise<Response> {
    return new Promise((resolve, reject) => {
      send((error, response) => (error === null ? resolve(response) : reject(error)));
    });
  }
}

/** A process nobody holds would outlive the test. */
function connected<T>(connect: () => T, child: ChildProcess): T {
  try {
    return connect();
  } catch (error) {
    child.kill();
    throw error;
  }
}

function unpack(struct: Struct | undefined): Properties {
  return struct?.toJavaScript() ?? {};
}
