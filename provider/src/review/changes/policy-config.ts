import { readFile } from "node:fs/promises";
import type { PackConfig } from "../../policy/evaluate";
import { UserError } from "../../user-error";

const LEVELS: readonly unknown[] = ["advisory", "mandatory", "remediate", "disabled"];

/**
 * Reads the file that `pulumi --policy-pack-config` takes: a level, or an object with settings, for each policy.
 *
 * @throws when the file can't be read, or is not of that form.
 */
export async function readPolicyConfig(file: string): Promise<PackConfig> {
  const content = await readFile(file, "utf8").catch((error: Error) => {
    throw new UserError(`Can't read the policy configuration ${file}: ${error.message}`);
  });
  const document = parse(content, file);
  for (const [policy, value] of Object.entries(document)) checkLevel(policy, value, file);
  return document as PackConfig;
}

function parse(content: string, file: string): object {
  try {
    const document: unknown = JSON.parse(content);
    if (typeof document === "object" && document !== null && !Array.isArray(document)) return document;
  } catch {
    // Told below, in the same words as for JSON of another form.
  }
  throw new UserError(
    `${file} is not a policy configuration; write JSON such as {"storage-type-allowed": "mandatory"}`,
  );
}

function checkLevel(policy: string, value: unknown, file: string): void {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  const level: unknown = isObject ? (value as { enforcementLevel?: unknown }).enforcementLevel : value;
  if (LEVELS.includes(level) || (isObject && level === undefined)) return;
  throw new UserError(`${file}: ${policy} has the level ${JSON.stringify(level)}; use one of ${LEVELS.join(", ")}`);
}
