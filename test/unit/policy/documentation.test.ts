import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { segmentPolicies } from "#policy/segment-policies";

const page = readFileSync(new URL("../../../docs/policies.md", import.meta.url), "utf8");
const policies = segmentPolicies.map((policy) => [policy.name, policy] as const);
const settingsOf = ({ configSchema }: (typeof segmentPolicies)[number]) =>
  Object.entries(configSchema?.properties ?? {});

/** What stands under a policy's own heading. */
function section(name: string): string {
  const [, after = ""] = page.split(`\n### ${name}\n`);
  return after.split("\n### ")[0] ?? "";
}

describe("the page about the policies", () => {
  test("has a table of all of them, in their order, as the code has them", () => {
    const rows = page.split("\n").filter((line) => line.startsWith("| [`"));
    expect(rows).toEqual(
      segmentPolicies.map((policy) => {
        const { name, scope, enforcementLevel, severity, description } = policy;
        const settings = settingsOf(policy).map(([setting]) => `\`${setting}\``);
        const cells = [`[\`${name}\`](#${name})`, scope, enforcementLevel, severity, description];
        return `| ${[...cells, settings.join(", ") || "none"].join(" | ")} |`;
      }),
    );
  });

  test.each(policies)("lists the settings of %s as its schema has them", (name, policy) => {
    const rows = section(name)
      .split("\n")
      .filter((line) => line.startsWith("| `"));
    expect(rows).toEqual(settingsOf(policy).map(([setting, { description }]) => `| \`${setting}\` | ${description} |`));
  });

  test.each(policies.filter(([, policy]) => settingsOf(policy).length > 0))(
    "shows a configuration of %s",
    (name, policy) => {
      const [, example = "{}"] = /```json\n([^`]+)```/.exec(section(name)) ?? [];
      const settings = (JSON.parse(example) as Record<string, object>)[name];
      expect(settings).toBeDefined();
      expect(settingsOf(policy).map(([setting]) => setting)).toEqual(
        expect.arrayContaining(Object.keys(settings ?? {})),
      );
    },
  );
});
