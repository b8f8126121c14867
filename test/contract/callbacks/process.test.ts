import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { folderOf, InstalledPackage } from "#test/support/installed-package";
import { signedCallback } from "#test/support/signed-callback";
import { CLI, ReceiverProcess } from "./receiver-process";

let folder: string;
let store: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "callbacks-"));
  store = join(folder, "events.db");
});
afterEach(() => rm(folder, { recursive: true }));

/** It is gone when the test is, whatever comes. */
async function started(): Promise<ReceiverProcess> {
  const receiver = await ReceiverProcess.start(store);
  onTestFinished(async () => void (await receiver.end("SIGKILL")));
  return receiver;
}

describe("the receiver", () => {
  test("has each event that it acknowledged once, however often it is killed in a flood", async () => {
    const acknowledged: string[] = [];
    for (const enough of [1, 150, 400, 37]) {
      const receiver = await started();
      const before = acknowledged.length;
      await flood(receiver, `${enough}`, (eventId) => {
        acknowledged.push(eventId);
        if (acknowledged.length === before + enough) void receiver.end("SIGKILL");
      });
      expect(acknowledged.length).toBeGreaterThanOrEqual(before + enough);
      expect(await receiver.end("SIGKILL")).toEqual([null, "SIGKILL"]);
    }
    const database = new Sqlite(store, { readonly: true });
    const stored = database.prepare("SELECT event_id FROM events").pluck().all();
    database.close();
    expect(new Set(stored).size).toBe(stored.length);
    expect(acknowledged.filter((eventId) => !stored.includes(eventId))).toEqual([]);
  });

  test("answers what is under way before it ends on SIGTERM", async () => {
    const receiver = await started();
    const body = JSON.stringify(signedCallback({ EventId: "the-last" }));
    const headers = { "Content-Length": Buffer.byteLength(body), Expect: "100-continue" };
    const call = request(receiver.url, { method: "POST", headers });
    call.write(body.slice(0, 10));
    await once(call, "continue");
    const ended = receiver.end("SIGTERM");
    await refusedAt(receiver.url);
    call.end(body.slice(10));
    const [response] = await once(call, "response");
    expect([response.statusCode, response.headers.connection]).toEqual([200, "close"]);
    response.resume();
    expect(await ended).toEqual([0, null]);
    expect(await (await started()).events()).toMatchObject([{ eventId: "the-last" }]);
  });

  test("takes up no file that isn't its own", async () => {
    const text = join(folder, "notes.txt");
    await writeFile(
      text,
      "not a database, and long enough to be read as the header of one, which it is not at all\n".repeat(9),
    );
    await expect(ReceiverProcess.start(text)).rejects.toThrow(/notes\.txt.*not a database/);
    const other = join(folder, "other.db");
    new Sqlite(other).exec("CREATE TABLE customers (name TEXT)").close();
    await expect(ReceiverProcess.start(other)).rejects.toThrow(/other\.db is a database of another program/);
    expect(new Sqlite(other).pragma("journal_mode", { simple: true })).toBe("delete");
    await expect(ReceiverProcess.start(join(folder, "missing", "events.db"))).rejects.toThrow(
      /directory does not exist/,
    );
  });

  test("says what to install, and what to set, where something is missing", async () => {
    const installed = InstalledPackage.install(folderOf("@pulumi/pulumi"));
    onTestFinished(() => installed.remove());
    const cli = join(installed.folder, "node_modules", "pulumi-volcengine-rtc", "dist", "cli.js");
    const flags = ["--port", "0", "--secret-env", "PATH", "--store", store];
    expect(await errorOf(cli, flags)).toMatch(
      /better-sqlite3, which is not installed. Run: npm install better-sqlite3@12/,
    );
    expect(await errorOf(CLI, [...flags, "--secret-env", "NOT_SET"])).toMatch(/environment variable NOT_SET is empty/);
    expect(await errorOf(CLI, flags.slice(2))).toMatch(/--port/);
  });
});

/** Sends events until the receiver is gone, 20 at a time, and reports each that was acknowledged. */
async function flood(receiver: ReceiverProcess, round: string, acknowledged: (eventId: string) => void): Promise<void> {
  const agent = new Agent({ keepAlive: true });
  const sender = async (at: number) => {
    for (let event = 0; ; event++) {
      const eventId = `${round}-${at}-${event}`;
      const status = await post(receiver.url, JSON.stringify(signedCallback({ EventId: eventId })), agent);
      if (status === undefined) return;
      if (status === 200) acknowledged(eventId);
    }
  };
  await Promise.all(Array.from({ length: 20 }, (_, at) => sender(at)));
  agent.destroy();
}

/** @returns undefined when the connection broke. */
function post(url: string, body: string, agent: Agent): Promise<number | undefined> {
  return new Promise((resolve) => {
    const call = request(url, { method: "POST", agent }, (response) => {
      resolve(response.statusCode);
      response.resume().on("error", () => undefined);
    });
    call.on("error", () => resolve(undefined));
    call.end(body);
  });
}

async function refusedAt(url: string): Promise<void> {
  const agent = new Agent();
  while ((await post(url, "", agent)) !== undefined);
}

function errorOf(cli: string, flags: string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, "callbacks", ...flags], (_error, _stdout, stderr) => resolve(stderr));
  });
}
