import { inspect } from "node:util";
import { beforeEach, describe, expect, vi } from "vitest";
import { RtcClient } from "#rtc-api/client";
import { SegmentClient } from "#segment/api/client";
import { startBody } from "#segment/request";
import { it as emulatorTest } from "../support/emulator-test";
import { ProxyServer } from "../support/proxy-server";
import { failureOf } from "../support/rtc-failure";
import { emulatorSettings } from "../support/rtc-settings";
import { task } from "../support/segment-inputs";

const VARIABLES = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy"];

const it = emulatorTest
  .extend("client", ({ emulator }) => new SegmentClient(new RtcClient(() => emulatorSettings(emulator))))
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures a fixture needs.
  .extend("proxy", async ({}, { onCleanup }) => {
    const proxy = await ProxyServer.start();
    onCleanup(() => proxy.close());
    return proxy;
  });

beforeEach(() => {
  for (const name of VARIABLES) vi.stubEnv(name, undefined);
  return () => vi.unstubAllEnvs();
});

const start = (client: SegmentClient) => client.start(startBody(task()), client.operation());

describe("a proxy named by the environment", () => {
  it.for(["HTTP_PROXY", "http_proxy"])(
    "in %s carries the calls, and their signatures stay right",
    async (name, { client, emulator, proxy }) => {
      vi.stubEnv(name, proxy.url);
      expect(await start(client)).toBe("started");
      expect(proxy.asked).toEqual([
        expect.stringMatching(new RegExp(`^(CONNECT|POST) 127\\.0\\.0\\.1:${new URL(emulator.url).port}$`)),
      ]);
    },
  );

  it("for HTTPS alone does not carry calls to an HTTP endpoint", async ({ client, proxy }) => {
    vi.stubEnv("HTTPS_PROXY", proxy.url);
    vi.stubEnv("HTTP_PROXY", "");
    expect(await start(client)).toBe("started");
    expect(proxy.asked).toEqual([]);
  });

  it.for(["127.0.0.1", "*"])("is passed by for the hosts in NO_PROXY (%s)", async (hosts, { client, proxy }) => {
    vi.stubEnv("HTTP_PROXY", proxy.url);
    vi.stubEnv("NO_PROXY", hosts);
    expect(await start(client)).toBe("started");
    expect(proxy.asked).toEqual([]);
  });

  it("is used from the moment the environment names it", async ({ client, proxy }) => {
    expect(await start(client)).toBe("started");
    expect(proxy.asked).toEqual([]);
    vi.stubEnv("HTTP_PROXY", proxy.url);
    expect(await start(client)).toBe("alreadyStarted");
    expect(proxy.asked).toHaveLength(1);
  });

  it("that is no URL is named as the fault, without what is in it, and nothing is sent", async ({
    client,
    emulator,
  }) => {
    vi.stubEnv("HTTP_PROXY", "http://user:CANARY-PROXY@[proxy");
    const error = await failureOf(client.start(startBody(task()), client.operation({ timeout: 0.1 })));
    expect(error).toMatchObject({ failure: { side: "network" }, applied: "no" });
    expect(error.message).toContain("The proxy in HTTPS_PROXY or HTTP_PROXY is not a URL");
    expect(inspect(error)).not.toContain("CANARY");
    expect(await emulator.admin.calls()).toEqual([]);
  });
});
