import { type ChildProcess, spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { inject } from "vitest";
import { privateEnvironment } from "./private-environment";

const REPOSITORY = fileURLToPath(new URL("../../../", import.meta.url));
const NODE_MODULES = join(REPOSITORY, "node_modules");
/** The file of this package's command, `volcengine-rtc`. */
const COMMAND = join(REPOSITORY, "provider", "dist", "cli.js");
/** What a program that uses the plugin says instead of importing the package. */
const PLUGIN_CLASSES = fileURLToPath(new URL("plugin-classes.cjs", import.meta.url));
const PLUGIN_FOLDER = join(REPOSITORY, "provider", "plugin");
const TIME_LIMIT_MS = 120_000;

const isSource = (path: string) => basename(path) !== "node_modules";

/** The way in which Pulumi runs the resources. */
export type Adapter = "dynamic" | "plugin";

declare module "vitest" {
  interface ProvidedContext {
    /** Absent for dynamic resources. */
    adapter?: Adapter;
  }
}

export interface CliResult {
  code: number;
  stdout: string;
  stderr: string;
  /** Both streams, as a user sees them. */
  text: string;
}

export interface RunningCli {
  pid: number;
  ended: Promise<CliResult>;
  /** Resolves with the first text on either stream that matches, from the start on. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
}

export interface ResourceState {
  urn: string;
  type: string;
  id?: string;
  external?: boolean;
  /** Replaced, and to be deleted as soon as that is possible. */
  delete?: boolean;
  /** Deleted to make way for its successor, which is not there yet. */
  pendingReplacement?: boolean;
  /** Why the operation failed that it was saved after. */
  initErrors?: string[];
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
}

export interface PreviewStep {
  op: string;
  urn: string;
  replaceReasons?: string[] | null;
  detailedDiff?: Record<string, { kind: string }> | null;
}

export interface StackOptions {
  /** What the stack is called. Default `test`. */
  name?: string;
  /** The environment variables of the CLI beside those that keep it in its folder. */
  environment?: Record<string, string>;
  /** `index.ts` with a TypeScript set-up instead of `index.js`. */
  language?: "javascript" | "typescript";
  /** Where the project finds its packages. */
  nodeModules?: string;
  /** Default: what the tests at hand are about. */
  adapter?: Adapter;
  /**
   * A project of the repository to begin with, such as `examples/fleet`, instead of an empty program. Its copy finds the folder
   * `provider` where the original does.
   */
  copyOf?: string;
}

/**
 * A Pulumi project with one stack in a folder of its own, driven by the real CLI. Nothing of the user's is used: not the
 * login, not the environment, not the credentials.
 */
export class Stack {
  readonly #running = new Set<ChildProcess>();

  private constructor(
    public name: string,
    private readonly folder: string,
    private readonly project: string,
    private readonly language: "javascript" | "typescript",
    private adapter: Adapter,
    /** May be changed between two operations, as a user would in the shell. */
    readonly environment: Record<string, string>,
  ) {}

  static async create({
    name = "test",
    environment = {},
    language = "javascript",
    nodeModules = NODE_MODULES,
    adapter = inject("adapter") ?? "dynamic",
    copyOf,
  }: StackOptions = {}): Promise<Stack> {
    const folder = await mkdtemp(join(tmpdir(), "segment-stack-"));
    const project = join(folder, copyOf ?? "project");
    for (const part of ["home", "backend", "temporary"]) await mkdir(join(folder, part));
    await mkdir(project, { recursive: true });
    await symlink(nodeModules, join(project, "node_modules"), "dir");
    await writeFile(join(project, "package.json"), JSON.stringify({ name: "rooms", main: mainFile(language) }));
    if (language === "typescript") {
      const compilerOptions = {
        strict: true,
        target: "ES2022",
        module: "NodeNext",
        skipLibCheck: true,
        types: ["node"],
      };
      await writeFile(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["index.ts"] }));
    }
    const stack = new Stack(name, folder, project, language, adapter, {
      ...privateEnvironment(join(folder, "home")),
      TMPDIR: join(folder, "temporary"),
      PULUMI_BACKEND_URL: `file://${join(folder, "backend")}`,
      ...environment,
    });
    await stack.useAdapter(adapter);
    if (copyOf === undefined) await stack.write("");
    else {
      await cp(join(REPOSITORY, copyOf), project, { recursive: true, filter: isSource });
      await symlink(join(REPOSITORY, "provider"), join(folder, "provider"), "dir");
    }
    const result = await stack.pulumi("stack", "init", name);
    if (result.code !== 0) throw new Error(`The stack could not be made:\n${result.text}`);
    return stack;
  }

  /** Has its programs run through another adapter from now on. */
  async useAdapter(adapter: Adapter): Promise<void> {
    this.adapter = adapter;
    // Programs that need no compiler are run without one, which is a tenth of what a command takes.
    const typescript = this.language === "typescript";
    const runtime = { name: "nodejs", options: { typescript } };
    const plugins = { providers: adapter === "plugin" ? [{ name: "volcengine-rtc", path: PLUGIN_FOLDER }] : [] };
    await writeFile(join(this.project, "Pulumi.yaml"), JSON.stringify({ name: "rooms", runtime, plugins }));
    if (adapter === "plugin") await cp(PLUGIN_CLASSES, join(this.project, "plugin-classes.js"));
  }

  /** Writes the program. */
  async write(program: string): Promise<void> {
    const text =
      this.adapter === "plugin" ? program.replaceAll('"pulumi-volcengine-rtc"', '"./plugin-classes"') : program;
    await writeFile(join(this.project, mainFile(this.language)), text);
  }

  /** Writes the program, then runs `pulumi up` without a preview of its own. */
  async up(program?: string, ...options: string[]): Promise<CliResult> {
    if (program !== undefined) await this.write(program);
    return this.pulumi("up", "--yes", "--skip-preview", "--stack", this.name, ...options);
  }

  async preview(program?: string, ...options: string[]): Promise<CliResult> {
    if (program !== undefined) await this.write(program);
    return this.pulumi("preview", "--stack", this.name, ...options);
  }

  /** What a preview plans for each resource, by its name; those that stay the same are left out. */
  async previewSteps(program?: string): Promise<Record<string, PreviewStep>> {
    const { stdout, text } = await this.preview(program, "--json");
    const plan = parse<{ steps?: PreviewStep[] }>(stdout, text);
    const steps = (plan.steps ?? []).filter(({ op }) => op !== "same");
    // A replacement is several steps; the last one is the whole.
    return Object.fromEntries(steps.map((step) => [nameOf(step.urn), step]));
  }

  refresh(...options: string[]): Promise<CliResult> {
    return this.pulumi("refresh", "--yes", "--skip-preview", "--stack", this.name, ...options);
  }

  destroy(...options: string[]): Promise<CliResult> {
    return this.pulumi("destroy", "--yes", "--skip-preview", "--stack", this.name, ...options);
  }

  async rename(to: string): Promise<void> {
    const result = await this.pulumi("stack", "rename", to, "--stack", this.name);
    if (result.code !== 0) throw new Error(`The stack could not be renamed:\n${result.text}`);
    this.name = to;
  }

  config(key: string, value: string, ...options: string[]): Promise<CliResult> {
    const name = this.adapter === "plugin" ? key.replace(/^volcengine:/, "volcengine-rtc:") : key;
    return this.pulumi("config", "set", name, value, "--stack", this.name, ...options);
  }

  /** Makes the state forget a resource, as if it had never been saved. */
  async forget(name: string): Promise<CliResult> {
    const resource = (await this.resources())[name];
    if (resource === undefined) throw new Error(`There is no resource "${name}" to forget`);
    return this.pulumi("state", "delete", resource.urn, "--yes", "--stack", this.name);
  }

  /** Changes what the state says about a resource. */
  async editResource(name: string, edit: (resource: ResourceState) => void): Promise<void> {
    const file = join(this.folder, "temporary", "state.json");
    await this.pulumi("stack", "export", "--stack", this.name, "--file", file);
    const state = JSON.parse(await readFile(file, "utf8")) as { deployment: { resources: ResourceState[] } };
    state.deployment.resources.filter(({ urn }) => nameOf(urn) === name).forEach(edit);
    await writeFile(file, JSON.stringify(state));
    const result = await this.pulumi("stack", "import", "--stack", this.name, "--file", file);
    if (result.code !== 0) throw new Error(`The state could not be changed:\n${result.text}`);
  }

  async outputs(): Promise<Record<string, unknown>> {
    const { stdout, text } = await this.pulumi("stack", "output", "--json", "--show-secrets", "--stack", this.name);
    return parse(stdout, text);
  }

  /** The resources in the state by name, without the stack and the providers. */
  async resources(): Promise<Record<string, ResourceState>> {
    return Object.fromEntries((await this.state()).map((resource) => [nameOf(resource.urn), resource]));
  }

  /** The same in the order of the state, where one name may stand for several. */
  async state(): Promise<ResourceState[]> {
    const stacks = join(this.folder, "backend", ".pulumi", "stacks");
    const [project = ""] = await readdir(stacks);
    const text = await readFile(join(stacks, project, `${this.name}.json`), "utf8");
    const { checkpoint } = parse<{ checkpoint: { latest?: { resources?: ResourceState[] } } }>(text, text);
    return (checkpoint.latest?.resources ?? []).filter(({ type }) => !type.startsWith("pulumi:"));
  }

  /** All the backend keeps, in its files of today and of before, and all the CLI leaves in its folders. */
  async everythingKept(): Promise<string> {
    const folders = ["backend", "home", "temporary"].map((name) => join(this.folder, name));
    const texts = await Promise.all([...folders, this.project].map(filesBelow));
    return texts.flat().join("\n");
  }

  pulumi(...parameters: string[]): Promise<CliResult> {
    return this.start(...parameters).ended;
  }

  /**
   * Runs lines of bash in the project, whose `npx --no-install volcengine-rtc` runs what was built: in a fresh clone npm has
   * linked no command, as it was not there yet.
   */
  shell(script: string): Promise<CliResult> {
    const npx = `npx() { shift 2; ${JSON.stringify(process.execPath)} ${JSON.stringify(COMMAND)} "$@"; }`;
    return this.#run("bash", ["-e", "-c", `${npx}\n${script}`]).ended;
  }

  /** Runs this package's own command in the project. */
  volcengineRtc(...parameters: string[]): Promise<CliResult> {
    return this.startVolcengineRtc(...parameters).ended;
  }

  /** As `volcengineRtc`, for a test that does something while it runs. */
  startVolcengineRtc(...parameters: string[]): RunningCli {
    return this.#run(process.execPath, [COMMAND, ...parameters]);
  }

  /** As `pulumi`, for a test that does something to the CLI while it runs. A CLI that is killed ends with the code -1. */
  start(...parameters: string[]): RunningCli {
    return this.#run("pulumi", [...parameters, "--non-interactive", "--color", "never"]);
  }

  #run(command: string, parameters: readonly string[]): RunningCli {
    let stdout = "";
    let stderr = "";
    let timedOut = false;
    const child = spawn(command, parameters, {
      cwd: this.project,
      env: this.environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#running.add(child);
    const waiting = new Set<() => void>();
    const heard = () => {
      for (const look of waiting) look();
    };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      heard();
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
      heard();
    });
    const printed = (pattern: RegExp) =>
      new Promise<RegExpExecArray>((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(stdout + stderr);
          if (match === null) return;
          waiting.delete(look);
          resolve(match);
        };
        waiting.add(look);
        look();
        child.once("close", () => reject(new Error(`It ended without ${pattern}:\n${stdout}${stderr}`)));
      });
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill();
    }, TIME_LIMIT_MS);
    const ended = new Promise<CliResult>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => {
        clearTimeout(timer);
        this.#running.delete(child);
        if (timedOut)
          reject(new Error(`${command} ${parameters.join(" ")} did not end by itself:\n${stdout}${stderr}`));
        else resolve({ code: code ?? -1, stdout, stderr, text: stdout + stderr });
      });
    });
    return { pid: child.pid ?? -1, ended, printed };
  }

  async dispose(): Promise<void> {
    // What a test that failed left behind.
    for (const child of this.#running) child.kill("SIGKILL");
    await rm(this.folder, { recursive: true, force: true });
  }
}

function mainFile(language: "javascript" | "typescript"): string {
  return language === "javascript" ? "index.js" : "index.ts";
}

function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? urn;
}

function parse<T>(text: string, shown: string): T {
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new Error(`The CLI printed no JSON:\n${shown}`);
  }
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), "utf8")));
}
