import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { InstalledPackage } from "../support/installed-package";
import { ProviderProcess } from "../support/provider-process";
import { SHORTEST, TOS } from "../support/segment-inputs";

const SIGNER = "@volcengine/openapi/lib/base/sign.js";
const BROKEN_SIGNER = "module.exports = class { constructor() { undefined.sign(); } };";
const THROWN_BY_SIGNER = / at new .*sign\.js:1:\d+/;
const TOKEN = "CANARY-TOKEN-5c1d\nsecond line";

const handler = (name: string) => `exports.handler=()=>require("pulumi-volcengine-rtc/provider").${name}`;
const TASK = { ...SHORTEST, taskId: "mine", __owner: "rtc/test/lobby", __provider: handler("task") };
const GROUP = {
  appId: "app1",
  rooms: ["attic", "lobby", "stage"],
  storageConfig: TOS,
  __owner: "rtc/test/fleet",
  __provider: handler("group"),
};

let installed: InstalledPackage;
let provider: ProviderProcess;

async function start(config: Record<string, string> = {}): Promise<void> {
  provider = await ProviderProcess.start(installed, inject("runtimes")[0]?.node ?? process.execPath);
  await provider.configure({
    "volcengine:accessKey": "AKLT-test",
    "volcengine:secretKey": "secret-of-the-test",
    "volcengine:endpoint": "http://127.0.0.1:1",
    "volcengine:operationTimeout": "2",
    ...config,
  });
}

beforeEach(() => {
  installed = InstalledPackage.install(inject("runtimes")[0]?.sdk ?? expect.unreachable("there is no runtime"));
});
afterEach(async () => {
  await provider?.close();
  installed?.remove();
});

/** What a call that fails tells the engine, and what it prints, which has to match. */
async function failureOf(call: Promise<unknown>, pattern: RegExp): Promise<{ message: string; printed: string }> {
  const before = provider.output.length;
  const message = await call.then(
    () => expect.unreachable("it did not fail"),
    (error: unknown) => String(error),
  );
  return { message, printed: await provider.printed(pattern, before) };
}

describe("a bug in a dependency", () => {
  beforeEach(async () => {
    const file = join(installed.folder, "node_modules", SIGNER);
    rmSync(join(installed.folder, "node_modules", "@volcengine", "openapi"), { recursive: true });
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, BROKEN_SIGNER);
    await start();
  });

  it("is shown by its stack, whatever the engine asked for", async () => {
    for (const call of [
      () => provider.create(TASK),
      () => provider.read("app1/lobby/mine", TASK),
      () => provider.create(GROUP),
    ]) {
      const { message, printed } = await failureOf(call(), THROWN_BY_SIGNER);
      expect(message).toContain("Cannot read properties of undefined (reading 'sign')");
      expect(printed.split(THROWN_BY_SIGNER)).toHaveLength(2);
    }
  });
});

describe("what is wrong with what the user said", () => {
  it("is shown without a stack", async () => {
    await start();
    const { message, printed } = await failureOf(provider.read("lobby", TASK), /is not the id/);
    expect(message).toContain('use "<appId>/<roomId>/<taskId>"');
    expect(printed).not.toMatch(/ at .*:\d+:\d+/);
  });
});

describe("an error of a dependency that quotes a secret", () => {
  it("is shown by its stack without the secret", async () => {
    await start({ "volcengine:sessionToken": TOKEN });
    await failureOf(provider.read("app1/lobby/mine", TASK), /\*{3}.*is an invalid header value.*\n +at /);
    expect(provider.output).not.toContain("CANARY");
  });
});
