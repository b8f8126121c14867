import { type ChildProcess, execFile, spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { killWithDescendants } from "#test/faults/support/processes";
import { privateEnvironment } from "./private-environment";

const run = promisify(execFile);
const REPOSITORY = fileURLToPath(new URL("../../..", import.meta.url));

/** What is only there where someone has worked with the example. */
const LOCAL = ["node_modules", "data"];

export interface Answer {
  status: number;
  body: unknown;
}

/** A copy of the example `rooms-service`, to be started, killed and ended as often as a test likes. */
export class RoomsService {
  #process: ChildProcess | undefined;
  /** What it printed and nobody has waited for yet. */
  #unread: string[] = [];
  readonly #output = new EventEmitter();
  #url = "";

  private constructor(
    private readonly folder: string,
    readonly environment: Record<string, string>,
  ) {}

  static async create(environment: Record<string, string>): Promise<RoomsService> {
    const folder = await mkdtemp(join(tmpdir(), "rooms-service-"));
    const filter = (path: string) => !LOCAL.includes(basename(path));
    await cp(join(REPOSITORY, "examples", "rooms-service"), folder, { recursive: true, filter });
    await symlink(join(REPOSITORY, "node_modules"), join(folder, "node_modules"), "dir");
    await mkdir(join(folder, "home"));
    return new RoomsService(folder, {
      ...privateEnvironment(join(folder, "home")),
      ROOMS_TOKEN: "only-for-this-test",
      PORT: "0",
      ...environment,
    });
  }

  /** Resolves when it takes calls. */
  async start(): Promise<void> {
    const { scripts } = JSON.parse(await readFile(join(this.folder, "package.json"), "utf8"));
    const [, ...parameters] = (scripts.start as string).split(" ");
    const child = spawn(process.execPath, parameters, {
      cwd: this.folder,
      env: this.environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#process = child;
    this.#unread = [];
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on("line", (line) => {
        this.#unread.push(line);
        this.#output.emit("more");
      });
    }
    child.on("exit", () => this.#output.emit("more"));
    const [, port] = await this.printed(/^Listening on port (\d+)/);
    this.#url = `http://127.0.0.1:${port}`;
  }

  /** Resolves with the first line that matches, of those after the one that was waited for last. */
  async printed(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      for (const [at, line] of this.#unread.entries()) {
        const match = pattern.exec(line);
        if (match === null) continue;
        this.#unread.splice(0, at + 1);
        return match;
      }
      if (this.#hasEnded) throw new Error(`It ended without printing ${pattern}:\n${this.#unread.join("\n")}`);
      await once(this.#output, "more");
    }
  }

  async call(
    method: string,
    path: string,
    settings?: unknown,
    token: string | null = this.environment.ROOMS_TOKEN ?? null,
  ): Promise<Answer> {
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: token === null ? {} : { Authorization: `Bearer ${token}` },
      ...(settings === undefined ? {} : { body: typeof settings === "string" ? settings : JSON.stringify(settings) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    return { status: response.status, body: isJson ? JSON.parse(text) : text };
  }

  /** Locks the stack as a CLI on another machine would. @returns what unlocks it. */
  async lockFromElsewhere(): Promise<() => Promise<void>> {
    const folder = join(this.folder, "data", "state", ".pulumi", "locks", "organization", "rooms-service", "rooms");
    const lock = { pid: 4711, username: "someone", hostname: "elsewhere", timestamp: "2026-01-01T12:00:00Z" };
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "elsewhere.json"), JSON.stringify(lock));
    return () => rm(join(folder, "elsewhere.json"));
  }

  /** Runs commands in bash as its README has them. */
  async shell(script: string): Promise<string> {
    const env = { ...this.environment, PORT: new URL(this.#url).port };
    return (await run("bash", ["-e", "-o", "pipefail", "-c", script], { cwd: this.folder, env })).stdout;
  }

  /** How many `up`s have ended, as the stack itself has it. */
  async ups(): Promise<number> {
    const data = join(this.folder, "data");
    const env = { PULUMI_BACKEND_URL: `file://${join(data, "state")}`, ...this.environment };
    const { stdout } = await run("pulumi", ["stack", "history", "--json", "--stack", "rooms"], { cwd: data, env });
    return (JSON.parse(stdout) as unknown[]).length;
  }

  /** Tells it to end. @returns the code it ended with. */
  async end(): Promise<number | null> {
    this.#process?.kill("SIGTERM");
    return this.#ended();
  }

  /** Ends it, its CLI and the provider without a word. */
  async kill(): Promise<void> {
    if (this.#process !== undefined) killWithDescendants(this.#process);
    await this.#ended();
  }

  async #ended(): Promise<number | null> {
    while (!this.#hasEnded) await once(this.#output, "more");
    return this.#process?.exitCode ?? null;
  }

  async dispose(): Promise<void> {
    if (!this.#hasEnded) await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  get #hasEnded(): boolean {
    return this.#process?.exitCode !== null || this.#process.signalCode !== null;
  }
}
