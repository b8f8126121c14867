import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { killWithDescendants } from "#test/faults/support/processes";
import { privateEnvironment } from "../../e2e/support/private-environment";

const REPOSITORY = fileURLToPath(new URL("../../..", import.meta.url));

/** What the runners of a team share. */
export interface Team {
  /** Where the state is kept. */
  backend: string;
  passphrase: string;
  /** What leads the provider to the API. */
  environment: Record<string, string>;
}

export interface Ended {
  /** Absent when it was killed. */
  code: number | null;
  text: string;
}

export interface Running {
  ended: Promise<Ended>;
  /** Ends the CLI and all it has started at once, as when the machine under them goes away. */
  kill(): void;
}

/** A machine that deploys: a checkout of its own, a CLI with a home of its own, and nothing shared but the team's. */
export class Runner {
  private constructor(
    private readonly folder: string,
    private readonly team: Team,
    private readonly stack: string,
  ) {}

  /** The first runner of a stack, which makes the stack. */
  static async create(team: Team, stack: string, program: string): Promise<Runner> {
    const runner = new Runner(await newFolder(), team, stack);
    await writeFile(join(runner.project, "Pulumi.yaml"), "name: rooms\nruntime: nodejs\n");
    await writeFile(join(runner.project, "package.json"), JSON.stringify({ name: "rooms", main: "index.js" }));
    await runner.write(program);
    return runner.#init();
  }

  /** The same with the files of one of the examples. */
  static async createExample(team: Team, stack: string, example: string): Promise<Runner> {
    const runner = new Runner(await newFolder(), team, stack);
    await cp(join(REPOSITORY, "examples", example), runner.project, { recursive: true });
    return runner.#init();
  }

  /** Another machine with the same commit checked out, the stack's settings file included. */
  async another(): Promise<Runner> {
    const runner = new Runner(await newFolder(), this.team, this.stack);
    await cp(this.project, runner.project, { recursive: true, verbatimSymlinks: true });
    return runner;
  }

  write(program: string): Promise<void> {
    return writeFile(join(this.project, "index.js"), program);
  }

  up = () => this.startUp().ended;
  startUp = () => this.#start("up", "--yes", "--skip-preview", "--stack", this.stack);
  cancel = () => this.pulumi("cancel", "--yes", "--stack", this.stack);
  config = (key: string, value: string) => this.pulumi("config", "set", key, value, "--stack", this.stack);
  destroy = () => this.pulumi("destroy", "--yes", "--skip-preview", "--stack", this.stack);
  pulumi = (...parameters: string[]) => this.#start(...parameters).ended;

  async dispose(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  private get project(): string {
    return join(this.folder, "project");
  }

  async #init(): Promise<Runner> {
    await symlink(join(REPOSITORY, "node_modules"), join(this.project, "node_modules"), "dir");
    const { code, text } = await this.pulumi("stack", "init", this.stack);
    if (code !== 0) throw new Error(`The stack could not be made:\n${text}`);
    return this;
  }

  #start(...parameters: string[]): Running {
    const child = spawn("pulumi", [...parameters, "--non-interactive", "--color", "never"], {
      cwd: this.project,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...privateEnvironment(join(this.folder, "home")),
        PULUMI_BACKEND_URL: this.team.backend,
        PULUMI_CONFIG_PASSPHRASE: this.team.passphrase,
        ...this.team.environment,
      },
    });
    let text = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (part) => (text += part));
    const ended = new Promise<Ended>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve({ code, text }));
    });
    return { ended, kill: () => killWithDescendants(child) };
  }
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "segment-runner-"));
  for (const name of ["home", "project"]) await mkdir(join(folder, name));
  return folder;
}
