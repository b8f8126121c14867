import { execFile, execFileSync } from "node:child_process";
import { chmod, cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { build } from "esbuild";

/** The repository. This file runs from `test/bench/dist`. */
export const ROOT = resolve(__dirname, "../../..");

const PACKAGE = "pulumi-volcengine-rtc";
const SCOPE = "@pulumi";
/** The classes of a program that uses the plugin. */
const PLUGIN_CLASSES = join(ROOT, "test", "e2e", "support", "plugin-classes.cjs");
const NO_OP = "pulumi-no-op-resource";

/** The search path with a Pulumi CLI on it: the one that is there, or the one the project's own script gets. */
export function searchPathWithCli(): string {
  const script = join(ROOT, "scripts", "pulumi-cli.mjs");
  const printed = execFileSync(process.execPath, [script], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  return `${printed.trim().split("\n").at(-1) ?? ""}${delimiter}${process.env.PATH ?? ""}`;
}

/**
 * A folder with all dependencies, in which the package is installed as users have it: as a copy, not as a link, so that
 * a build meanwhile does not change what is measured.
 */
export class Workspace {
  private constructor(
    readonly folder: string,
    readonly searchPath: string,
  ) {}

  static async create(searchPath: string): Promise<Workspace> {
    const folder = await mkdtemp(join(tmpdir(), "rtc-bench-"));
    const modules = join(folder, "node_modules");
    await mkdir(modules);
    for (const name of await readdir(join(ROOT, "node_modules"))) {
      if (name !== PACKAGE && name !== SCOPE) await symlink(join(ROOT, "node_modules", name), join(modules, name));
    }
    // The engine notes the places of the SDK's files in the state: linked, they would have longer names than for users.
    await cp(join(ROOT, "node_modules", SCOPE, "pulumi"), join(modules, SCOPE, "pulumi"), { recursive: true });
    await mkdir(join(modules, PACKAGE));
    for (const name of ["package.json", "dist", "plugin", "node_modules"]) {
      const source = join(ROOT, "provider", name);
      await cp(source, join(modules, PACKAGE, name), { recursive: true, verbatimSymlinks: true }).catch(ignoreMissing);
    }
    await cp(join(ROOT, "test", "bench", "programs"), folder, { recursive: true });
    await cp(join(folder, "no-op"), join(modules, NO_OP), { recursive: true });
    await cp(PLUGIN_CLASSES, join(folder, "plugin-classes.js"));
    await writeFile(join(folder, "package.json"), JSON.stringify({ name: "bench", private: true }));
    const workspace = new Workspace(folder, searchPath);
    await bundle(join(folder, "no-op-plugin", "main.js"), workspace.noOpPlugin);
    return workspace;
  }

  /** A file of the installed package. */
  ofPackage(file: string): string {
    return join(this.folder, "node_modules", PACKAGE, file);
  }

  /** The executable of the plugin. */
  get plugin(): string {
    return this.ofPackage("plugin/pulumi-resource-volcengine-rtc");
  }

  /** One that does nothing. */
  get noOpPlugin(): string {
    return join(this.folder, "no-op-plugin", "pulumi-resource-no-op");
  }

  /** Where the engine finds them. */
  get plugins() {
    return [
      { name: "volcengine-rtc", path: dirname(this.plugin) },
      { name: "no-op", path: dirname(this.noOpPlugin) },
    ];
  }

  /** Runs a program of the workspace with Node.js and returns the JSON of its last line. */
  async json<Value>(program: string): Promise<Value> {
    const { stdout } = await run(process.execPath, ["--expose-gc", program], { cwd: this.folder, env: process.env });
    return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Value;
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** As the plugin itself is bundled. */
async function bundle(source: string, executable: string): Promise<void> {
  const banner = { js: "#!/usr/bin/env node" };
  await build({ entryPoints: [source], outfile: executable, bundle: true, platform: "node", banner });
  await chmod(executable, 0o755);
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}

export interface Ended {
  code: number;
  stdout: string;
  text: string;
}

/** Runs a command to its end, whatever its exit code. */
export function run(
  command: string,
  parameters: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<Ended> {
  return new Promise((resolved, rejected) => {
    execFile(command, parameters, { ...options, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === "number") resolved({ code, stdout, text: stdout + stderr });
      else rejected(error ?? new Error(`${command} did not end by itself`));
    });
  });
}
