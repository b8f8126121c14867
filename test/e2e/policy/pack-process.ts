import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import type { ServiceError } from "@grpc/grpc-js";
import type * as rpcTypes from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import type * as messageTypes from "@pulumi/pulumi/proto/analyzer_pb";

// Generated code without names an ES module could import.
const require = createRequire(import.meta.url);
const grpc = require("@grpc/grpc-js") as typeof import("@grpc/grpc-js");
const rpc = require("@pulumi/pulumi/proto/analyzer_grpc_pb") as typeof rpcTypes;
const messages = require("@pulumi/pulumi/proto/analyzer_pb") as typeof messageTypes;
const struct =
  require("google-protobuf/google/protobuf/struct_pb") as typeof import("google-protobuf/google/protobuf/struct_pb");
const empty =
  require("google-protobuf/google/protobuf/empty_pb") as typeof import("google-protobuf/google/protobuf/empty_pb");

export interface Diagnostic {
  policy: string;
  level: "advisory" | "mandatory";
  message: string;
  urn: string;
}

export interface Resource {
  urn: string;
  type: string;
  name: string;
  props: Record<string, unknown>;
}

/**
 * A policy pack in a folder, run as a language host with support for such packs runs it: `run-policy-pack` of the SDK,
 * in the folder of the pack, spoken to over gRPC.
 */
export class PackProcess {
  private constructor(
    private readonly process: ChildProcess,
    private readonly client: rpcTypes.AnalyzerClient,
  ) {}

  static async start(folder: string): Promise<PackProcess> {
    const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
    const child = spawn(process.execPath, [runner, "127.0.0.1:1", folder], {
      cwd: folder,
      env: { PATH: process.env.PATH, PWD: folder },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [port] = (await Promise.race([
      once(createInterface(child.stdout), "line"),
      once(child, "exit").then(([code]) => {
        throw new Error(`The pack ended with code ${code} instead of starting`);
      }),
    ])) as [string];
    return new PackProcess(child, new rpc.AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure()));
  }

  /** The pack as it introduces itself. */
  info(): Promise<messageTypes.AnalyzerInfo.AsObject> {
    return answer<messageTypes.AnalyzerInfo>((done) => this.client.getAnalyzerInfo(new empty.Empty(), done)).then(
      (info) => info.toObject(),
    );
  }

  /** Gives a policy its settings, and makes it mandatory. */
  async configure(policy: string, settings: Record<string, unknown>): Promise<void> {
    const config = new messages.PolicyConfig();
    config.setEnforcementlevel(messages.EnforcementLevel.MANDATORY);
    config.setProperties(struct.Struct.fromJavaScript(settings as Parameters<typeof struct.Struct.fromJavaScript>[0]));
    const request = new messages.ConfigureAnalyzerRequest();
    request.getPolicyconfigMap().set(policy, config);
    await answer((done) => this.client.configure(request, done));
  }

  analyze(resource: Resource): Promise<Diagnostic[]> {
    const request = fill(new messages.AnalyzeRequest(), resource);
    return answer<messageTypes.AnalyzeResponse>((done) => this.client.analyze(request, done)).then(diagnostics);
  }

  analyzeStack(resources: readonly Resource[]): Promise<Diagnostic[]> {
    const request = new messages.AnalyzeStackRequest();
    request.setResourcesList(resources.map((resource) => fill(new messages.AnalyzerResource(), resource)));
    return answer<messageTypes.AnalyzeResponse>((done) => this.client.analyzeStack(request, done)).then(diagnostics);
  }

  async stop(): Promise<void> {
    this.client.close();
    const exit = once(this.process, "exit");
    this.process.kill();
    await exit;
  }
}

function fill<Message extends messageTypes.AnalyzeRequest | messageTypes.AnalyzerResource>(
  message: Message,
  { urn, type, name, props }: Resource,
): Message {
  message.setUrn(urn);
  message.setType(type);
  message.setName(name);
  message.setProperties(struct.Struct.fromJavaScript(props as Parameters<typeof struct.Struct.fromJavaScript>[0]));
  message.setOptions(new messages.AnalyzerResourceOptions());
  return message;
}

function diagnostics(response: messageTypes.AnalyzeResponse): Diagnostic[] {
  return response.getDiagnosticsList().map((diagnostic) => ({
    policy: diagnostic.getPolicyname(),
    level: diagnostic.getEnforcementlevel() === messages.EnforcementLevel.MANDATORY ? "mandatory" : "advisory",
    message: diagnostic.getMessage(),
    urn: diagnostic.getUrn(),
  }));
}

function answer<Response>(
  call: (done: (error: ServiceError | null, response: Response) => void) => unknown,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    call((error, response) => (error === null ? resolve(response) : reject(error)));
  });
}
