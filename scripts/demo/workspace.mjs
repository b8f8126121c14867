// @ts-check
import { spawn } from "node:child_process";
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { projectRoot } from "../project-root.mjs";
import { StepError } from "../step-error.mjs";

/** How long Pulumi may take to end itself after Ctrl-C before it is ended by force, in ms. */
const CANCEL_TIMEOUT = 10_000;

/** What programs need from the user's environment; nothing else gets through, so no login and no credential does. */
const PASSED_ON = ["LANG", "LC_ALL", "TERM", "COLUMNS", "SystemRoot", "ComSpec", "PATHEXT"];

/** A folder of our own with everything the demo writes: Pulumi's home, state, stack settings, temporary files. */
export class DemoWorkspace {
  /** @type {import("node:child_process").ChildProcess | undefined} */
  #running;
  #cancelled = false;

  /**
   * @param {string} folder
   * @param {NodeJS.ProcessEnv} env
   */
  constructor(folder, env) {
    this.folder = folder;
    /** The whole environment of the demo's programs. */
    this.env = env;
  }

  /** @param {string} pulumiBin */
  static async create(pulumiBin) {
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), "rtc-demo-"));
    for (const name of ["home", "pulumi", "state", "tmp"]) await fs.mkdir(path.join(folder, name));
    const home = path.join(folder, "home");
    const kept = PASSED_ON.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
    return new DemoWorkspace(folder, {
      ...Object.fromEntries(kept),
      // Node.js version managers put a shim on PATH that needs the real home folder: the real program goes first.
      PATH: [pulumiBin, path.dirname(process.execPath), process.env.PATH ?? ""].join(path.delimiter),
      HOME: home,
      USERPROFILE: home,
      TMPDIR: path.join(folder, "tmp"),
      NO_PROXY: "127.0.0.1",
      ...pulumiSettings(folder),
    });
  }

  /** The variables that lead a Pulumi CLI to this workspace. */
  get pulumiSettings() {
    return pulumiSettings(this.folder);
  }

  /**
   * Tells of a command, then runs it to its end; its output goes to the reader.
   * @param {readonly string[]} command
   * @param {{ cwd: string, shown: readonly string[] }} options shown: what the reader would type
   * @returns {Promise<number | null>} its exit code
   */
  async run([program = "", ...args], { cwd, shown }) {
    if (this.#cancelled)
      throw new StepError(
        `The command "${shown.slice(0, 2).join(" ")}"`,
        "the demo was stopped.",
        "run npm start again.",
      );
    console.log(`\n  $ ${shown.join(" ").replaceAll(this.folder, "$DEMO")}`);
    const child = spawn(program, args, {
      cwd,
      env: this.env,
      stdio: ["ignore", "inherit", "inherit"],
      // A group of its own, so that Ctrl-C reaches it once: the second interrupt makes Pulumi drop its work.
      detached: true,
    });
    this.#running = child;
    const code = await new Promise((resolve) => {
      child.once("error", () => resolve(127));
      child.once("close", resolve);
    });
    this.#running = undefined;
    return code;
  }

  /** Asks a running `pulumi` to stop and waits for it; no other one is started any more. */
  async cancel() {
    this.#cancelled = true;
    const child = this.#running;
    if (child === undefined) return;
    const ended = new Promise((resolve) => child.once("close", resolve));
    child.kill("SIGINT");
    const force = setTimeout(() => child.kill("SIGKILL"), CANCEL_TIMEOUT);
    await ended;
    clearTimeout(force);
  }

  async remove() {
    // Pulumi's plugins may write their last lines a moment after it has ended.
    await fs.rm(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** One of the examples, deployed as a stack whose settings are kept in the workspace. */
export class DemoProject {
  /**
   * @param {DemoWorkspace} workspace
   * @param {string} program where the example is
   * @param {string} folder where the settings of its stack are
   */
  constructor(workspace, program, folder) {
    this.workspace = workspace;
    this.program = program;
    this.folder = folder;
    this.stackFile = path.join(folder, "Pulumi.demo.yaml");
  }

  /**
   * @param {DemoWorkspace} workspace
   * @param {"quick-start" | "arrivals"} name
   */
  static async create(workspace, name) {
    const program = path.join(projectRoot, "examples", name);
    const folder = path.join(workspace.folder, name);
    await fs.mkdir(folder);
    // The same project, seen from this folder: "pulumi stack init" writes beside the Pulumi.yaml it finds.
    await fs.copyFile(path.join(program, "Pulumi.yaml"), path.join(folder, "Pulumi.yaml"));
    return new DemoProject(workspace, program, folder);
  }

  /** Makes the stack. Told to work in our folder, Pulumi writes its settings there instead of into the repository. */
  async makeStack() {
    await this.#succeed(["stack", "init", "demo", "--cwd", this.folder]);
    await this.#succeed(["stack", "select", "demo"]);
  }

  /**
   * Runs a command of `pulumi` on the stack.
   * @param {readonly string[]} args
   */
  async pulumi(...args) {
    await this.#succeed([...args, "--config-file", this.stackFile]);
  }

  /**
   * As `pulumi`, for a command that must fail.
   * @param {readonly string[]} args
   */
  async pulumiFails(...args) {
    if ((await this.#run([...args, "--config-file", this.stackFile])) !== 0) return;
    throw new StepError(
      `The command "pulumi ${args[0]}"`,
      "it succeeded, and should not.",
      "report this: it is a bug.",
    );
  }

  /** @param {readonly string[]} args */
  async #succeed(args) {
    const code = await this.#run(args);
    if (code === 0) return;
    throw new StepError(
      `The command "pulumi ${args[0]}"`,
      code === null ? "it was interrupted." : `it ended with exit code ${code}; its message is above.`,
      "correct what the message names, then run npm start again.",
    );
  }

  /** @param {readonly string[]} args */
  #run(args) {
    const command = ["pulumi", ...args];
    const color = process.stdout.isTTY ? "auto" : "never";
    const whole = [...command, "--color", color, "--non-interactive"];
    return this.workspace.run(whole, { cwd: this.program, shown: command });
  }
}

/** @param {string} folder */
function pulumiSettings(folder) {
  return {
    PULUMI_HOME: path.join(folder, "pulumi"),
    PULUMI_BACKEND_URL: `file://${path.join(folder, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "demo",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_SUPPRESS_NEO_LINK: "true",
  };
}
