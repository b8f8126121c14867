// @ts-check
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { projectRoot } from "../project-root.mjs";
import { StepError } from "../step-error.mjs";

/** How long the emulator may take to come up, in ms. */
const START_TIMEOUT = 20_000;
const POLL = 50;

/**
 * @typedef {object} Emulator
 * @property {number} pid
 * @property {Record<string, string>} environment what a client needs to reach it: endpoint and keys
 * @property {string} endpoint
 */

/**
 * Starts the local RTC segment API on a free port.
 * @param {string} folder where its output is kept
 * @param {NodeJS.ProcessEnv} env
 * @param {{ outlivesUs: boolean }} options whether it goes on when this process is gone, however that comes
 * @returns {{ ready: Promise<Emulator>, stop: () => Promise<void> }} it can be stopped before it is ready
 */
export function startEmulator(folder, env, { outlivesUs }) {
  const log = path.join(folder, "emulator.log");
  const output = fs.openSync(log, "w");
  const program = path.join(projectRoot, "provider", "dist", "cli.js");
  // Nobody else holds the other end of this pipe, so it ends with this process, even with a SIGKILL.
  const lifeline = outlivesUs ? [] : ["--until-stdin-ends"];
  // Output to a file instead of a pipe, as the emulator may outlive this process, and a process group of its own: on
  // Ctrl-C it has to answer until Pulumi has finished.
  const child = spawn(process.execPath, [program, "emulator", "--port", "0", ...lifeline], {
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
  const ready = async () => {
    const deadline = Date.now() + START_TIMEOUT;
    while (running() && Date.now() < deadline) {
      const environment = exportedIn(fs.readFileSync(log, "utf8"));
      const endpoint = environment.VOLCENGINE_ENDPOINT;
      if (endpoint && environment.VOLCENGINE_ACCESS_KEY && environment.VOLCENGINE_SECRET_KEY && child.pid) {
        if (await answers(endpoint)) return { pid: child.pid, environment, endpoint };
      }
      await wait(POLL);
    }
    await stop();
    throw new StepError(
      "Starting the emulator",
      `it didn't come up. Its output was:\n${fs.readFileSync(log, "utf8")}`,
      "run `node provider/dist/cli.js emulator` to see it fail on its own.",
    );
  };
  return { ready: ready(), stop };
}

/**
 * The variables of all lines `export NAME=value`.
 * @param {string} text
 * @returns {Record<string, string>}
 */
export function exportedIn(text) {
  // Only whole lines: the last one may still be in the middle of being written.
  const lines = text.split("\n").slice(0, -1);
  const pairs = lines.map((line) => /^export (\w+)=(?:'(.*)'|(.*))$/.exec(line)).filter((match) => match !== null);
  return Object.fromEntries(pairs.map(([, name, quoted, bare]) => [name, quoted ?? bare]));
}

/** @param {string} endpoint */
async function answers(endpoint) {
  try {
    return (await fetch(`${endpoint}/admin/tasks`)).ok;
  } catch {
    return false;
  }
}
