import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Counter, Gauge, Registry } from "prom-client";
import { UserError } from "../user-error";
import type { KeepEvent } from "./events";
import type { RoundResult } from "./round";

/** Rounds that may be missed before the keeper calls itself unhealthy. */
const MISSED_ROUNDS = 3;

export interface MetricsOptions {
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** Milliseconds between two rounds. */
  every: number;
}

/** What a keeper counts, as Prometheus reads it. */
export class KeepMetrics {
  readonly #registry = new Registry();
  readonly #since = performance.now();
  #lastGood: number | undefined;
  readonly #tasks = this.#gauge("tasks", "Tasks of the stack by status, as last seen", ["status"]);
  readonly #down = this.#gauge(
    "tasks_not_started",
    "Ended tasks that shall run and could not be started in the last round",
  );
  readonly #rounds = this.#counter("rounds_total", "Rounds by outcome", ["outcome"]);
  readonly #seconds = this.#gauge("round_seconds", "How long the last round took");
  readonly #restarts = this.#counter("restarts_total", "Tasks started again");
  readonly #without = this.#counter(
    "seconds_without_run_total",
    "For how long nothing ran of tasks that were started again",
  );

  constructor(private readonly options: MetricsOptions) {
    const collectAge = () => this.#age;
    new Gauge({
      name: "volcengine_rtc_keep_seconds_since_good_round",
      help: "Seconds since the last round after which all ran that shall, or since the start",
      registers: [this.#registry],
      collect() {
        this.set(collectAge());
      },
    });
  }

  round(result: RoundResult, seconds: number): void {
    this.#rounds.inc({ outcome: result.outcome });
    this.#seconds.set(seconds);
    if (result.reason === "") {
      this.#tasks.reset();
      for (const [status, count] of Object.entries(result.byStatus)) this.#tasks.set({ status }, count);
      this.#down.set(result.notStarted);
    }
    if (result.outcome === "good") this.#lastGood = performance.now();
  }

  told(event: KeepEvent): void {
    if (event.event !== "started") return;
    this.#restarts.inc();
    this.#without.inc(event.secondsWithout ?? 0);
  }

  /** Serves `/metrics` and `/healthz`. @returns where, and how to end it. */
  async serve(): Promise<{ url: string; close(): Promise<void> }> {
    const { host, port } = this.options;
    const server = createServer((request, response) => {
      const [path] = (request.url ?? "").split("?", 1);
      const answer = path === "/metrics" ? this.#metrics() : path === "/healthz" ? this.#health() : NOT_THERE;
      void Promise.resolve(answer).then(({ status, type, body }) => {
        response.writeHead(status, { "Content-Type": type }).end(body);
      });
    });
    server.listen({ host, port });
    await once(server, "listening").catch((cause: Error) => {
      const advice = "Choose another with --metrics or --metrics-host; port 0 takes any free one.";
      throw new UserError(`Can't listen on ${host}, port ${port}: ${cause.message}. ${advice}`, { cause });
    });
    const { address, family, port: taken } = server.address() as AddressInfo;
    return {
      url: `http://${family === "IPv6" ? `[${address}]` : address}:${taken}`,
      close: async () => {
        server.close();
        server.closeAllConnections();
        await once(server, "close");
      },
    };
  }

  async #metrics(): Promise<Answer> {
    return { status: 200, type: this.#registry.contentType, body: await this.#registry.metrics() };
  }

  #health(): Answer {
    const seconds = Math.round(this.#age);
    const well = seconds * 1000 <= MISSED_ROUNDS * this.options.every + ROUND_MS;
    const words = this.#lastGood === undefined ? "no good round yet" : `the last good round ended ${seconds} s ago`;
    return { status: well ? 200 : 503, type: "text/plain; charset=utf-8", body: `${words}\n` };
  }

  get #age(): number {
    return (performance.now() - (this.#lastGood ?? this.#since)) / 1000;
  }

  #gauge<Label extends string>(name: string, help: string, labelNames: Label[] = []): Gauge<Label> {
    return new Gauge({ name: `volcengine_rtc_keep_${name}`, help, labelNames, registers: [this.#registry] });
  }

  #counter<Label extends string>(name: string, help: string, labelNames: Label[] = []): Counter<Label> {
    return new Counter({ name: `volcengine_rtc_keep_${name}`, help, labelNames, registers: [this.#registry] });
  }
}

interface Answer {
  status: number;
  type: string;
  body: string;
}

const NOT_THERE: Answer = { status: 404, type: "text/plain; charset=utf-8", body: "There is nothing here.\n" };

/** Time for a round itself, of some thousand tasks and a start. */
const ROUND_MS = 120_000;
