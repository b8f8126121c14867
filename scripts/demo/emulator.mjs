// @ts-check
import { COMMAND, startServer } from "./server.mjs";

/**
 * @typedef {object} Emulator
 * @property {number} pid
 * @property {Record<string, string>} environment what a client needs to reach it: endpoint and keys
 * @property {string} endpoint
 */

/**
 * Starts the local RTC API on a free port.
 * @param {import("./server.mjs").Place} place
 */
export function startEmulator(place) {
  const lifeline = place.outlivesUs ? [] : ["--until-stdin-ends"];
  return startServer("emulator", [...COMMAND, "emulator", "--port", "0", ...lifeline], place, async (output) => {
    const environment = exportedIn(output);
    const endpoint = environment.VOLCENGINE_ENDPOINT;
    if (!endpoint || !environment.VOLCENGINE_ACCESS_KEY || !environment.VOLCENGINE_SECRET_KEY) return undefined;
    return (await answers(endpoint)) ? { environment, endpoint } : undefined;
  });
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
