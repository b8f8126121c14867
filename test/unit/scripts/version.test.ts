import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { script } from "./script";

interface Version {
  PINNED_PULUMI: string;
  isAtLeast(version: string, minimum: string): boolean;
}

test.each([
  ["3.216.0", true],
  ["v3.259.0", true],
  ["4.0.0", true],
  ["3.260.0-alpha.1", true],
  ["3.99.9", false],
  ["3.215.9", false],
  ["2.300.0", false],
])("version %s is new enough: %s", async (version, expected) => {
  const { isAtLeast } = await script<Version>("pulumi-cli/version.mjs");
  expect(isAtLeast(version, "3.216.0")).toBe(expected);
});

test("the Go module builds the version that would be downloaded", async () => {
  const { PINNED_PULUMI } = await script<Version>("pulumi-cli/version.mjs");
  const module = readFileSync(resolve(import.meta.dirname, "../../../tools/pulumi-cli/pulumi/go.mod"), "utf8");
  expect(module).toContain(`require github.com/pulumi/pulumi/pkg/v3 v${PINNED_PULUMI}\n`);
});
