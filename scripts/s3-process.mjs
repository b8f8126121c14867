// @ts-check
import { spawn } from "node:child_process";
import fs from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const POLL = 20;

/**
 * @typedef {object} S3Process
 * @property {number} pid
 * @property {string} endpoint
 * @property {string} admin where its users are made
 * @property {() => Promise<void>} close
 */

/**
 * Starts an S3 server of one region, with nothing in it, on 127.0.0.1 only.
 * @param {readonly string[]} command the program, and what goes before its own arguments
 * @param {{ folder: string, region: string, accessKey: string, secretKey: string, ownGroup?: boolean, outlivesUs?: boolean }} options folder:
 *   keeps all that is stored; must be absolute. ownGroup: Ctrl-C in the terminal does not reach it
 * @returns {Promise<S3Process>}
 */
export async function startS3Process(
  command,
  { folder, region, accessKey, secretKey, ownGroup = false, outlivesUs = false },
) {
  const [data, iam, sidecar] = await Promise.all(
    ["data", "iam", "sidecar"].map(async (name) => {
      await fs.mkdir(path.join(folder, name), { recursive: true });
      return path.join(folder, name);
    }),
  );
  const [port, adminPort] = await freePorts();
  const named = {
    port: `127.0.0.1:${port}`,
    "admin-port": `127.0.0.1:${adminPort}`,
    region,
    "iam-dir": String(iam),
    health: "/healthz",
  };
  const [program = "", ...before] = command;
  const options = Object.entries(named).flatMap(([name, value]) => [`--${name}`, value]);
  const log = await fs.open(path.join(folder, "log"), "w");
  const args = [...before, ...options, "--quiet", "posix", "--sidecar", String(sidecar), String(data)];
  // Standard input is open as long as this process is there.
  const child = spawn(program, args, {
    env: { ROOT_ACCESS_KEY: accessKey, ROOT_SECRET_KEY: secretKey },
    stdio: [outlivesUs ? "ignore" : "pipe", log.fd, log.fd],
    detached: ownGroup,
  });
  await log.close();
  let ended = false;
  /** @type {Promise<void>} */
  const exit = new Promise((resolve) => {
    const end = () => {
      ended = true;
      resolve();
    };
    child.once("close", end);
    child.once("error", end);
  });
  const endpoint = `http://127.0.0.1:${port}`;
  while (!(await isReady(`${endpoint}/healthz`))) {
    if (ended) {
      throw new Error(`The S3 server did not start: ${await fs.readFile(path.join(folder, "log"), "utf8")}`);
    }
    await wait(POLL);
  }
  if (ownGroup) child.unref();
  return {
    pid: child.pid ?? 0,
    endpoint,
    admin: `http://127.0.0.1:${adminPort}`,
    close: async () => {
      child.ref();
      child.kill();
      await exit;
    },
  };
}

/** @param {string} url */
function isReady(url) {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Two ports that are free now; both are held at once, so that they differ. */
async function freePorts() {
  const servers = [createServer(), createServer()];
  const ports = await Promise.all(
    servers.map(
      (server) =>
        /** @type {Promise<number>} */ (
          new Promise((resolve) => {
            server.listen(0, "127.0.0.1", () => {
              const address = server.address();
              resolve(typeof address === "object" && address !== null ? address.port : 0);
            });
          })
        ),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
