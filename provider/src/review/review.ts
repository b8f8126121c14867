import type { PackConfig } from "../policy/evaluate";
import { storagePreflight } from "../policy/policies/storage-preflight";
import { checkedBuckets } from "../policy/view/preflight-report";
import { UserError } from "../user-error";
import { readPolicyConfig } from "./changes/policy-config";
import { policyResultsOn } from "./changes/policy-results";
import { type Report, reportOn } from "./changes/report";
import type { Preview } from "./input/preview";

export type Format = "markdown" | "text" | "json";

export interface ReviewOptions {
  format: Format;
  /** A file as for `pulumi --policy-pack-config`. */
  policyConfig?: string;
  /** What `volcengine-rtc preflight --json` printed: a file. */
  preflight?: string;
}

export interface Review {
  output: string;
  /** Whether a mandatory policy is violated. */
  violated: boolean;
}

/** Reviews the previews of one or more stacks together. */
export async function review(
  previewed: readonly Preview[],
  { format, policyConfig, preflight }: ReviewOptions,
): Promise<Review> {
  const given = policyConfig === undefined ? {} : await readPolicyConfig(policyConfig);
  const config = preflight === undefined ? given : withReport(given, preflight);
  const previews = withOwnNames(previewed);
  const results = policyResultsOn(previews, config);
  const report = reportOn(previews, results);
  return {
    output: await written(report, format),
    violated: results.some(({ level, kind }) => level === "mandatory" && kind === "violation"),
  };
}

/** By the policy on what was found of the buckets, whatever its configuration says of where that stands. */
function withReport(config: PackConfig, report: string): PackConfig {
  try {
    checkedBuckets(report);
  } catch (error) {
    throw new UserError(`Can't read the report on buckets ${report}: ${(error as Error).message}`);
  }
  const own = config[storagePreflight.name];
  const level = typeof own === "string" ? { enforcementLevel: own } : own;
  return { ...config, [storagePreflight.name]: { ...level, report } };
}

async function written(report: Report, format: Format): Promise<string> {
  switch (format) {
    case "markdown":
      return (await import("./formats/markdown.js")).markdownOf(report);
    case "text":
      return (await import("./formats/text.js")).textOf(report);
    case "json":
      return (await import("./formats/json.js")).jsonOf(report);
  }
}

/** Two previews of one name are told apart by their number. */
function withOwnNames(previews: readonly Preview[]): Preview[] {
  return previews.map((preview, at) => {
    const earlier = previews.slice(0, at).filter(({ stack }) => stack === preview.stack).length;
    return earlier === 0 ? preview : { ...preview, stack: `${preview.stack} (${earlier + 1})` };
  });
}
