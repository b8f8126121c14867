import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect } from "vitest";
import { test } from "../support/stack-test";
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
  test.beforeAll(async ({ stack }) => {
    await stack.write(await readFile(new URL("index.js", example), "utf8"));
  });

  test("advises in dev, where its bucket is not on the list", async ({ stack }) => {
    for (const [key, value] of await settings("dev")) await stack.config(key, value);
    const preview = await stack.preview(undefined, ...(await configured("dev")));
    expect(preview.text).toMatch(/\[advisory\] .*storage-bucket-allowed/);
    expect(preview.code).toBe(0);
  });

  test("insists in prod, where the bucket of dev would not do", async ({ stack }) => {
    const preview = await stack.preview(undefined, ...(await configured("prod")));
    expect(preview.text).toMatch(/\[mandatory\] .*storage-bucket-allowed/);
    expect(preview.code).not.toBe(0);
  });

  test("is as it must be in prod with the bucket of prod", async ({ stack }) => {
    for (const [key, value] of await settings("prod")) await stack.config(key, value);
    const up = await stack.up(undefined, ...(await configured("prod")));
    expect(up.text).toMatch(/✅ volcengine-rtc-segment-tasks@v/);
    expect(up.code, up.text).toBe(0);
  });
});
