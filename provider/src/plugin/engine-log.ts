import { credentials, Metadata } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

const SEVERITIES = { info: LogSeverity.INFO, warning: LogSeverity.WARNING, error: LogSeverity.ERROR };
export type Severity = keyof typeof SEVERITIES;

/** How long the engine may take to hear a line. */
const DEADLINE_MS = 5_000;

/** Shows the user lines, through the engine: what a plugin prints is seen by nobody but those who ask for a trace. */
export class EngineLog {
  #engine: EngineClient | undefined;
  #unheard = new Set<Promise<void>>();

  /** @param address Of the engine that shows what is said from now on. */
  connect(address: string): void {
    this.#engine?.close();
    this.#engine = new EngineClient(address, credentials.createInsecure());
  }

  /** @param urn The resource that a line is about; "" where it is about none. */
  say(severity: Severity, line: string, urn: string): void {
    const engine = this.#engine;
    if (engine === undefined) return;
    const request = new LogRequest().setSeverity(SEVERITIES[severity]).setMessage(line).setUrn(urn);
    const heard = new Promise<void>((resolve) => {
      // An engine that is gone hears nothing, and nobody is left to be told that.
      engine.log(request, new Metadata(), { deadline: Date.now() + DEADLINE_MS }, () => resolve());
    }).finally(() => this.#unheard.delete(heard));
    this.#unheard.add(heard);
  }

  /** Resolves once the engine has heard all that was said: what comes after the end of an operation may be lost. */
  async heard(): Promise<void> {
    await Promise.all(this.#unheard);
  }
}
