import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { expect, inject, test } from "vitest";

const SCHEMA = resolve(import.meta.dirname, "../../provider/src/plugin/schema.json");

test("the CLI finds the plugin's schema valid", async () => {
  const env = { ...process.env, PATH: inject("searchPath"), PULUMI_SKIP_UPDATE_CHECK: "true" };
  // A finding ends it with an error that holds what it printed.
  const { stderr } = await promisify(execFile)("pulumi", ["schema", "check", SCHEMA], { env });
  expect(stderr).toBe("");
});
