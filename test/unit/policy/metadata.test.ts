import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import * as exported from "#policy/index";
import { segmentPolicies } from "#policy/segment-policies";

const repository = new URL("../../../", import.meta.url);
const json = (path: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(path, repository), "utf8")) as Record<string, unknown>;
const constantOf = (name: string) => name.replace(/-(.)/g, (_dash, letter: string) => letter.toUpperCase());
const policies = segmentPolicies.map((policy) => [policy.name, policy] as const);

describe("the policies", () => {
  test("are one file each", () => {
    const files = readdirSync(new URL("provider/src/policy/policies", repository)).map((file) => file.slice(0, -3));
    expect(policies.map(([name]) => name).sort()).toEqual(files.sort());
  });

  test.each(policies)("export %s as a constant, and what it does as a plain function", (name, policy) => {
    const constant = constantOf(name);
    const plainFunction = `check${constant.charAt(0).toUpperCase()}${constant.slice(1)}`;
    const all: Record<string, unknown> = exported;
    expect(all[constant]).toBe(policy);
    expect(all[plainFunction]).toBe(policy.check);
  });

  test.each(policies)("describe %s in full", (name, policy) => {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)+$/);
    expect(policy.description).toMatch(/^Checks that .+\.$/);
    expect(policy.remediationSteps).toMatch(/\.$/);
    expect(["low", "medium", "high", "critical"]).toContain(policy.severity);
    expect(["advisory", "mandatory"]).toContain(policy.enforcementLevel);
  });

  test.each(policies)("make every setting of %s optional and describe it", (_name, { configSchema }) => {
    expect(configSchema?.required ?? []).toEqual([]);
    for (const setting of Object.values(configSchema?.properties ?? {})) {
      expect(setting.type).toBeDefined();
      expect(setting.description).toMatch(/Default: .+\.$/);
    }
  });
});

describe("the policy pack", () => {
  test("has the version of the package", () => {
    expect(json("provider/policy-pack/package.json").version).toBe(json("provider/package.json").version);
  });

  test("is published with the package", () => {
    expect(json("provider/package.json").files).toContain("policy-pack");
  });
});

describe("the package", () => {
  test.each([".", "./policy"])(
    "loads %s without the policy SDK, which is optional, and the validation, which takes time",
    (subpath) => {
      const main = fileURLToPath(new URL("provider/dist/", repository));
      const file = subpath === "." ? `${main}index.js` : `${main}policy/index.js`;
      const script = `require(${JSON.stringify(file)}); console.log(Object.keys(require.cache).join("\\n"));`;
      const loaded = execFileSync(process.execPath, ["-e", script], { encoding: "utf8" });
      expect(loaded).toContain(file);
      expect(loaded).not.toContain("@pulumi/policy");
      expect(loaded).not.toMatch(/[\\/]zod[\\/]/);
    },
  );
});
