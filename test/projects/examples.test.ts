import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, inject, test } from "vitest";
import { Stack } from "#test/e2e/support/stack";
import { FROM_CACHE, lockLikeRepository } from "#test/package/support/locked";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));

/** What each example must be told before it can be previewed. */
const CONFIG = {
  arrivals: { bucket: "room-audio", accessKey: "access", secretKey: "secret" },
  fleet: {},
  policy: { appId: "demo-app", bucket: "audio-prod" },
  "quick-start": { ossAccessKey: "access", ossSecretKey: "secret" },
  "shared-state": { part: "0" },
};
const EXAMPLES = Object.entries(CONFIG);

test.each([...Object.keys(CONFIG), "callbacks", "rooms-service"])(
  "npm finds all that a copy of the example %s needs",
  async (example) => {
    const folder = await mkdtemp(join(tmpdir(), "copied-example-"));
    try {
      await cp(join(root, "examples", example), folder, { recursive: true });
      await lockLikeRepository(folder);
      const npm = (...args: string[]) =>
        run("npm", ["install", "--package-lock-only", ...args, ...FROM_CACHE], { cwd: folder });

      // Without the package first: its name is not on the registry, so no example may ask for it by name.
      await npm();
      await npm(inject("tarball"));

      const { packages } = JSON.parse(await readFile(join(folder, "package-lock.json"), "utf8"));
      expect(packages).toHaveProperty(["node_modules/pulumi-volcengine-rtc"]);
      expect(packages).toHaveProperty(["node_modules/@pulumi/pulumi"]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
);

test.each(EXAMPLES)("a copy of the example %s previews with the installed package", async (example, config) => {
  const nodeModules = join(inject("installed"), "node_modules");
  const stack = await Stack.create({ nodeModules, copyOf: join("examples", example) });
  try {
    for (const [key, value] of Object.entries(config)) await stack.config(key, value);
    const preview = await stack.preview();
    expect(preview.text).toMatch(/\+ \d to create/);
    expect(preview.code).toBe(0);
  } finally {
    await stack.dispose();
  }
});
