import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { CALLBACK_SECRET, signedCallback } from "#test/support/signed-callback";

const folder = fileURLToPath(new URL("../../../examples/callbacks/", import.meta.url));

test.each(["node-http.js", "with-express.js"])(
  "the example %s takes what is genuine and refuses what is not",
  async (file) => {
    const env = { ...process.env, CALLBACK_SECRET, PORT: "0" };
    const server = spawn(process.execPath, [file], { cwd: folder, env, stdio: ["ignore", "pipe", "inherit"] });
    onTestFinished(() => void server.kill("SIGKILL"));
    const lines = createInterface({ input: server.stdout });
    const [listening] = await once(lines, "line");
    const url = `http://127.0.0.1:${/\d+$/.exec(listening)?.[0]}/`;
    const post = async (body: string, headers = {}) => {
      const answer = await fetch(url, { method: "POST", body, headers });
      return [answer.status, await answer.text()];
    };
    const body = signedCallback({ EventId: "the-first" });

    const printed = once(lines, "line");
    expect(await post(JSON.stringify(body), { "Content-Type": "application/json" })).toEqual([200, "taken"]);
    expect((await printed)[0]).toMatch(/^segment the-first /);
    expect(await post(JSON.stringify({ ...body, EventId: "another" }))).toEqual([400, "forged"]);
    expect(await post(JSON.stringify(signedCallback({ EventTime: "2020-01-01T00:00:00Z" })))).toEqual([400, "stale"]);
    expect(await post("")).toEqual([400, "malformed"]);
    expect((await fetch(url)).status).toBe(200);
  },
);
