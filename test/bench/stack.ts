import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Ended, run, type Workspace } from "./workspace";

export type Program =
  | "group"
  | "tasks"
  | "no-op"
  | "documented"
  | "documented-fleet"
  | "plugin"
  | "no-op-through-plugin";

export interface Operation {
  /** Of the whole command, in milliseconds. */
  milliseconds: number;
  succeeded: boolean;
  text: string;
}

interface StoredResource {
  urn: string;
  type: string;
  inputs?: object;
  outputs?: object;
}

export interface StoredSize {
  /** All that the backend keeps of a resource, in bytes. */
  whole: number;
  /** Its inputs and outputs; the rest is the engine's. */
  properties: number;
}

/** A stack of one of the programs, kept in files and driven by the real CLI. */
export class Stack {
  private constructor(
    private readonly workspace: Workspace,
    private readonly folder: string,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly name: string,
  ) {}

  static async create(
    workspace: Workspace,
    program: Program,
    rooms: number,
    environment: Record<string, string>,
    name = "bench",
  ): Promise<Stack> {
    const folder = await mkdtemp(join(workspace.folder, "stack-"));
    for (const name of ["home", "state"]) await mkdir(join(folder, name));
    const project = {
      name: "bench",
      runtime: { name: "nodejs", options: { typescript: false } },
      main: `${program}.js`,
      plugins: { providers: workspace.plugins },
    };
    await writeFile(join(workspace.folder, "Pulumi.yaml"), JSON.stringify(project));
    const stack = new Stack(
      workspace,
      folder,
      {
        PATH: workspace.searchPath,
        HOME: join(folder, "home"),
        PULUMI_HOME: join(folder, "home"),
        PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
        PULUMI_CONFIG_PASSPHRASE: "bench",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        NODE_OPTIONS: `--require=${join(workspace.folder, "peak-memory.js")}`,
        BENCH_PEAK_MEMORY: join(folder, "peak-memory"),
        BENCH_ROOMS: String(rooms),
        ...environment,
      },
      name,
    );
    const { succeeded, text } = await stack.#pulumi("stack", "init", name);
    if (!succeeded) throw new Error(`The stack could not be made:\n${text}`);
    return stack;
  }

  up = () => this.#pulumi("up", "--yes", "--skip-preview", "--stack", this.name);
  preview = () => this.#pulumi("preview", "--stack", this.name);
  refresh = () => this.#pulumi("refresh", "--yes", "--skip-preview", "--stack", this.name);
  destroy = () => this.#pulumi("destroy", "--yes", "--skip-preview", "--stack", this.name);

  /** `up --refresh` of all resources that are no stack and no provider. */
  async upTargeted(): Promise<Operation> {
    const targets = (await this.#stored()).flatMap(({ urn }) => ["--target", urn]);
    return this.#pulumi("up", "--yes", "--skip-preview", "--refresh", ...targets, "--stack", this.name);
  }

  /** One round of `volcengine-rtc keep`. */
  async keepOnce(): Promise<Operation> {
    const { command, parameters, options } = this.keepCommand("--once");
    return timed(() => run(command, parameters, options));
  }

  /** How `volcengine-rtc keep` is run. */
  keepCommand(...flags: string[]) {
    const cli = this.workspace.ofPackage("dist/cli.js");
    return {
      command: process.execPath,
      parameters: [cli, "keep", "--json", "--stack", this.name, ...flags],
      options: { cwd: this.workspace.folder, env: this.environment },
    };
  }

  /** What each resource of the program takes in the stack's file. */
  async resourceSizes(): Promise<StoredSize[]> {
    const resources = await this.#stored();
    // The backend writes compact JSON: what this makes of a resource is what stands in the file.
    const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value ?? null));
    return resources.map((resource) => ({
      whole: bytes(resource),
      properties: bytes(resource.inputs) + bytes(resource.outputs),
    }));
  }

  /** The most memory the provider process has held at once, in bytes. */
  async peakMemory(): Promise<number> {
    return Number(await readFile(join(this.folder, "peak-memory"), "utf8"));
  }

  async dispose(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    await rm(join(this.workspace.folder, `Pulumi.${this.name}.yaml`), { force: true });
  }

  async #stored(): Promise<StoredResource[]> {
    const text = await readFile(join(this.folder, "state", ".pulumi", "stacks", "bench", `${this.name}.json`), "utf8");
    const { checkpoint } = JSON.parse(text) as { checkpoint: { latest?: { resources?: StoredResource[] } } };
    return (checkpoint.latest?.resources ?? []).filter(({ type }) => !type.startsWith("pulumi:"));
  }

  #pulumi(...parameters: string[]): Promise<Operation> {
    const { folder: cwd } = this.workspace;
    const all = [...parameters, "--non-interactive", "--color", "never"];
    return timed(() => run("pulumi", all, { cwd, env: this.environment }));
  }
}

async function timed(command: () => Promise<Ended>): Promise<Operation> {
  const started = performance.now();
  const { code, text } = await command();
  return { milliseconds: performance.now() - started, succeeded: code === 0, text };
}

/** For operations without which the next figure would mean nothing. */
export function succeeded(operation: Operation): Operation {
  if (!operation.succeeded) throw new Error(`An operation of the benchmark failed:\n${operation.text.slice(-4000)}`);
  return operation;
}
