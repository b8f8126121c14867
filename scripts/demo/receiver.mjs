// @ts-check
import path from "node:path";
import { COMMAND, guarded, startServer } from "./server.mjs";

/** Where the receiver finds the key that its events are signed with. */
const SECRET_VARIABLE = "CALLBACK_SECRET";

/**
 * Starts a receiver of callbacks on a free port.
 * @param {import("./server.mjs").Place} place
 * @param {string} secretKey
 */
export function startReceiver(place, secretKey) {
  const store = path.join(place.folder, "events.db");
  const flags = ["--port", "0", "--secret-env", SECRET_VARIABLE, "--store", store];
  const env = { ...place.env, [SECRET_VARIABLE]: secretKey };
  return startServer("receiver", guarded([...COMMAND, "callbacks", ...flags], place), { ...place, env }, (output) => {
    const url = /Receiving callbacks at (\S+),/.exec(output)?.[1];
    // A callback wants the name of a host.
    return url === undefined ? undefined : { url: url.replace("127.0.0.1", "localhost"), store };
  });
}
