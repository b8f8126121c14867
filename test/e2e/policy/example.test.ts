import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Emulator, startEmulator } from "pulumi-volcengine-rtc/emulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Stack } from "../support/stack";
import { withPack } from "./pack-options";

const example = new URL("../../../examples/policy/", import.meta.url);
const configured = async (environment: string) => [
  ...(await withPack()),
  "--policy-pack-config",
  fileURLToPath(new URL(`policies/${environment}.json`, example)),
];

/** The settings of a stack as they stand in the example. */
async function settings(environment: string): Promise<[string, string][]> {
  const text = await readFile(new URL(`Pulumi.${environment}.yaml`, example), "utf8");
  return [...text.matchAll(/^ +(rooms:\w+): (.+)$/gm)].map(([, key = "", value = ""]) => [key, value]);
}

describe("the example with a configuration for each environment", () => {
  let emulator: Emulator;
  let stack: Stack;

  beforeAll(async () => {
    emulator = await startEmulator();
    stack = await Stack.create({ environment: emulator.environment });
    await stack.write(await readFile(new URL("index.js", example), "utf8"));
  });

  afterAll(async () => {
    await stack?.dispose();
    await emulator?.close();
  });

  test("advises in dev, where its bucket is not on the list", async () => {
    for (const [key, value] of await settings("dev")) await stack.config(key, value);
    const preview = await stack.preview(undefined, ...(await configured("dev")));
    expect(preview.text).toMatch(/\[advisory\] .*storage-bucket-allowed/);
    expect(preview.code).toBe(0);
  });

  test("insists in prod, where the bucket of dev would not do", async () => {
    const preview = await stack.preview(undefined, ...(await configured("prod")));
    expect(preview.text).toMatch(/\[mandatory\] .*storage-bucket-allowed/);
    expect(preview.code).not.toBe(0);
  });

  test("is as it must be in prod with the bucket of prod", async () => {
    for (const [key, value] of await settings("prod")) await stack.config(key, value);
    const up = await stack.up(undefined, ...(await configured("prod")));
    expect(up.text).toMatch(/✅ volcengine-rtc-segment-tasks@v/);
    expect(up.code, up.text).toBe(0);
  });
});
