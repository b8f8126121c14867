import { type ChildProcessWithoutNullStreams, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { afterEach, beforeAll, describe, expect, it, onTestFailed } from "vitest";
import { EmulatorAdmin } from "#emulator/index";
import { call, startBody, summary } from "./signed-call";

const ROOT = join(__dirname, "../../..");
const CLI = join(ROOT, "provider/dist/cli.js");

// The compiler writes its output even when a file elsewhere has a type error; `npm run build` reports those.
beforeAll(
  () =>
    new Promise<void>((resolve) => {
      const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
      execFile(process.execPath, [compiler, "-p", "provider/tsconfig.json"], { cwd: ROOT }, () => resolve());
    }),
  60_000,
);

let running: ChildProcessWithoutNullStreams | undefined;
afterEach(() => running?.kill("SIGKILL"));

/** Starts the command and reads what it prints until it is ready. */
async function launch(...flags: string[]) {
  const child = spawn(process.execPath, [CLI, "emulator", ...flags]);
  running = child;
  // As for a program in the background; no emulator may mind.
  child.stdin.end();
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (line.startsWith("# ready")) break;
  }
  const environment = Object.fromEntries(
    lines.flatMap((line) => [...line.matchAll(/^export (\w+)=(.*)$/g)]).map(([, name, value]) => [name, value]),
  );
  return { child, lines, environment };
}

function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [CLI, ...args], (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

describe("volcengine-rtc emulator", () => {
  it("prints the environment that reaches it, and the admin address", async () => {
    const { environment, lines } = await launch("--port", "0");
    const target = {
      url: environment.VOLCENGINE_ENDPOINT ?? "",
      accessKey: environment.VOLCENGINE_ACCESS_KEY ?? "",
      secretKey: environment.VOLCENGINE_SECRET_KEY ?? "",
    };
    expect(environment.VOLCENGINE_REGION).toBe("cn-north-1");
    expect(target.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(lines).toContain(`# admin: ${target.url}/admin`);
    expect(lines.filter((line) => !line.startsWith("#")).every((line) => line.startsWith("export "))).toBe(true);
    expect(summary(await call(target, "StartSegment", { body: startBody() }))).toBe("200 ok");
    expect(await new EmulatorAdmin(target.url).tasks()).toHaveLength(1);
  });

  it("takes keys, session token and settings from its flags", async () => {
    const keys = ["--access-key", "demo", "--secret-key", "it's", "--session-token", "tok"];
    const flags = ["--latency", "3", "--stale-reads", "1", "--slow-stops", "2"];
    const { environment, lines } = await launch("--port", "0", ...keys, ...flags);
    expect(environment).toMatchObject({ VOLCENGINE_ACCESS_KEY: "demo", VOLCENGINE_SESSION_TOKEN: "tok" });
    expect(lines).toContain("export VOLCENGINE_SECRET_KEY='it'\\''s'");
    const settings = await new EmulatorAdmin(environment.VOLCENGINE_ENDPOINT ?? "").settings();
    expect(settings).toMatchObject({ latencyMs: 3, staleReads: 1, slowStops: 2 });
  });

  it.each(["SIGINT", "SIGTERM"] as const)("ends cleanly on %s, cutting calls that hang", async (signal) => {
    const { child, environment } = await launch("--port", "0");
    const target = {
      url: environment.VOLCENGINE_ENDPOINT ?? "",
      accessKey: environment.VOLCENGINE_ACCESS_KEY ?? "",
      secretKey: environment.VOLCENGINE_SECRET_KEY ?? "",
    };
    const admin = new EmulatorAdmin(target.url);
    await admin.addFault({ calls: "always", kind: { type: "hang", when: "before" } });
    const hanging = call(target, "StartSegment", { body: startBody() }).catch((error: Error) => error.message);
    await admin.waitForCalls();
    child.kill(signal);
    expect(await once(child, "exit")).toEqual([0, null]);
    expect(await hanging).toMatch(/ECONNRESET|socket hang up/);
  });

  it("ends with the program that started it, even one that is killed, when it goes by its standard input", async () => {
    const folder = await mkdtemp(join(tmpdir(), "emulator-"));
    const program = `
      import { startEmulator } from ${JSON.stringify(pathToFileURL(join(ROOT, "scripts/demo/emulator.mjs")))};
      const { endpoint, pid } = await startEmulator({ folder: ${JSON.stringify(folder)}, env: process.env, outlivesUs: false }).ready;
      console.log(JSON.stringify({ port: Number(new URL(endpoint).port), pid }));
      setInterval(() => undefined, 60_000);
    `;
    const parent = spawn(process.execPath, ["--input-type=module", "--eval", program]);
    running = parent;
    const [line] = await once(createInterface({ input: parent.stdout }), "line");
    const { port, pid } = JSON.parse(line) as { port: number; pid: number };
    onTestFailed(() => {
      process.kill(pid, "SIGKILL");
    });
    const connection = connect(port, "127.0.0.1");
    await once(connection, "connect");
    const cut = once(connection.resume(), "close");
    parent.kill("SIGKILL");
    await cut;
    await expect(once(connect(port, "127.0.0.1"), "connect")).rejects.toThrow(/ECONNREFUSED/);
    await rm(folder, { recursive: true });
  });

  it("says what to do when the port is taken", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const { code, stderr } = await run("emulator", "--port", String(port));
    server.close();
    expect(code).toBe(1);
    expect(stderr).toContain(`127.0.0.1:${port}: the port is taken`);
    expect(stderr).toContain("--port");
    expect(stderr).not.toContain("    at ");
  });

  it.each([
    [["--port", "70000"], /--port.*0 to 65535/],
    [["--latency", "-5"], /--latency.*whole number/],
    [["--stale-reads", "1.5"], /--stale-reads.*whole number/],
    [["--access-key", "demo"], /Give both/],
    [["--what"], /unknown option/],
  ])("refuses %j", async (flags, expected) => {
    const { code, stderr } = await run("emulator", ...flags);
    expect(code).toBe(1);
    expect(stderr).toMatch(expected);
  });
});

it("volcengine-rtc prints its version", async () => {
  expect(await run("--version")).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});
