import { readPolicyConfig } from "./changes/policy-config";
import { policyResultsOn } from "./changes/policy-results";
import { type Report, reportOn } from "./changes/report";
import type { Preview } from "./input/preview";

export type Format = "markdown" | "text" | "json";

export interface ReviewOptions {
  format: Format;
  /** A file as for `pulumi --policy-pack-config`. */
  policyConfig?: string;
}

export interface Review {
  output: string;
  /** Whether a mandatory policy is violated. */
  violated: boolean;
}

/** Reviews the previews of one or more stacks together. */
export async function review(given: readonly Preview[], { format, policyConfig }: ReviewOptions): Promise<Review> {
  const config = policyConfig === undefined ? {} : await readPolicyConfig(policyConfig);
  const previews = withOwnNames(given);
  const results = policyResultsOn(previews, config);
  const report = reportOn(previews, results);
  return {
    output: await written(report, format),
    violated: results.some(({ level, kind }) => level === "mandatory" && kind === "violation"),
  };
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
