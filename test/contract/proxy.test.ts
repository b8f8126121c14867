import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "#emulator/index";
import { RtcClient } from "#rtc-api/client";
import { SegmentClient } from "#segment/api/client";
import { startBody } from "#segment/request";
import { ProxyServer } from "../support/proxy-server";
import { failureOf } from "../support/rtc-failure";
import { emulatorSettings } from "../support/rtc-settings";
import { task } from "../support/segment-inputs";

const VARIABLES = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy"];

let emulator: Emulator;
let proxy: ProxyServer;
let before: Record<string, string | undefined>;
beforeEach(async () => {
  [emulator, proxy] = await Promise.all([startEmulator(), ProxyServer.start()]);
  before = Object.fromEntries(VARIABLES.map((name) => [name, process.env[name]]));
  for (const name of VARIABLES) delete process.env[name];
});
afterEach(async () => {
  for (const [name, value] of Object.entries(before)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  await Promise.all([emulator.close(), proxy.close()]);
});

const start = () => {
  const client = new SegmentClient(new RtcClient(() => emulatorSettings(emulator)));
  return client.start(startBody(task()), client.operation());
};
const port = () => new URL(emulator.url).port;

describe("a proxy named by the environment", () => {
  it.each(["HTTP_PROXY", "http_proxy"])("in %s carries the calls, and their signatures stay right", async (name) => {
    process.env[name] = proxy.url;
    expect(await start()).toBe("started");
    expect(proxy.asked).toEqual([expect.stringMatching(new RegExp(`^(CONNECT|POST) 127\\.0\\.0\\.1:${port()}$`))]);
  });

  it("for HTTPS alone does not carry calls to an HTTP endpoint", async () => {
    process.env.HTTPS_PROXY = proxy.url;
    process.env.HTTP_PROXY = "";
    expect(await start()).toBe("started");
    expect(proxy.asked).toEqual([]);
  });

  it.each(["127.0.0.1", "*"])("is passed by for the hosts in NO_PROXY (%s)", async (hosts) => {
    process.env.HTTP_PROXY = proxy.url;
    process.env.NO_PROXY = hosts;
    expect(await start()).toBe("started");
    expect(proxy.asked).toEqual([]);
  });

  it("is used from the moment the environment names it", async () => {
    expect(await start()).toBe("started");
    expect(proxy.asked).toEqual([]);
    process.env.HTTP_PROXY = proxy.url;
    expect(await start()).toBe("alreadyStarted");
    expect(proxy.asked).toHaveLength(1);
  });

  it("that is no URL is named as the fault, without what is in it, and nothing is sent", async () => {
    process.env.HTTP_PROXY = "http://user:CANARY-PROXY@[proxy";
    const client = new SegmentClient(new RtcClient(() => emulatorSettings(emulator)));
    const error = await failureOf(client.start(startBody(task()), client.operation({ timeout: 0.1 })));
    expect(error).toMatchObject({ failure: { side: "network" }, applied: "no" });
    expect(error.message).toContain("The proxy in HTTPS_PROXY or HTTP_PROXY is not a URL");
    expect(inspect(error)).not.toContain("CANARY");
    expect(await emulator.admin.calls()).toEqual([]);
  });
});
