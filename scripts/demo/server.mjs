// @ts-check
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { projectRoot } from "../project-root.mjs";
import { StepError } from "../step-error.mjs";

/** How long a server may take to come up, in ms. */
const START_TIMEOUT = 20_000;
const POLL = 50;

/** The beginning of each of the package's commands. */
export const COMMAND = [process.execPath, path.join(projectRoot, "provider", "dist", "cli.js")];
const GUARD = path.join(projectRoot, "scripts", "demo", "until-stdin-ends.mjs");

/**
 * Where a server runs.
 * @typedef {{ folder: string, env: NodeJS.ProcessEnv, outlivesUs: boolean }} Place folder: keeps its output. outlivesUs: whether it
 *   goes on when this process is gone, however that comes
 */

/**
 * A command that ends with this process, even after a SIGKILL, where it is started with an open standard input.
 * @param {readonly string[]} command
 * @param {{ outlivesUs: boolean }} place
 * @returns {string[]}
 */
export function guarded(command, { outlivesUs }) {
  return outlivesUs ? [...command] : [process.execPath, GUARD, ...command];
}

/**
 * Starts a program that serves something.
 * @template Ready
 * @param {string} name
 * @param {readonly string[]} command
 * @param {Place} place
 * @param {(output: string) => Promise<Ready | undefined> | Ready | undefined} ready what its output tells once it serves
 * @returns {{ ready: Promise<Ready & { pid: number }>, stop: () => Promise<void> }} it can be stopped before it is ready
 */
export function startServer(name, command, { folder, env, outlivesUs }, ready) {
  const log = path.join(folder, `${name}.log`);
  const output = fs.openSync(log, "w");
  const [program = "", ...args] = command;
  // Output to a file instead of a pipe, as it may outlive this process, and a process group of its own: on Ctrl-C it has
  // to answer until Pulumi has finished. Nobody else holds the other end of its standard input.
  const child = spawn(program, args, {
    cwd: folder,
    env,
    detached: true,
    stdio: [outlivesUs ? "ignore" : "pipe", output, output],
  });
  fs.closeSync(output);
  child.unref();
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => {
    child.once("close", () => resolve());
    child.once("error", () => resolve());
  });
  const running = () => child.pid !== undefined && child.exitCode === null && child.signalCode === null;
  const stop = async () => {
    if (!running()) return;
    child.ref();
    child.kill("SIGTERM");
    const force = setTimeout(() => child.kill("SIGKILL"), 3_000);
    await ended;
    clearTimeout(force);
  };
  const whenReady = async () => {
    const deadline = Date.now() + START_TIMEOUT;
    while (running() && Date.now() < deadline) {
      const found = await ready(fs.readFileSync(log, "utf8"));
      if (found !== undefined && child.pid) return { ...found, pid: child.pid };
      await wait(POLL);
    }
    await stop();
    throw new StepError(
      `Starting the ${name}`,
      `it didn't come up. Its output was:\n${fs.readFileSync(log, "utf8")}`,
      `run \`${command.join(" ")}\` to see it fail on its own.`,
    );
  };
  return { ready: whenReady(), stop };
}
