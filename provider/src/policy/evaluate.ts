import type { EnforcementLevel, Severity } from "@pulumi/policy/policy";
import { type AnyPolicy, segmentPolicies } from "./segment-policies";
import { type Finding, findings } from "./verdict";
import { callbacksOf } from "./view/callback-view";
import type { PolicyContext } from "./view/policy-context";
import { type ResourceView, tasksOf } from "./view/tasks-of";

/** The content of a file for `--policy-pack-config`: levels and settings by the name of the policy, or `all`. */
export type PackConfig = Record<
  string,
  EnforcementLevel | ({ enforcementLevel?: EnforcementLevel } & Record<string, unknown>)
>;

/** What one policy says about one resource. */
export interface PolicyFinding extends Finding {
  /** The name of the policy. */
  policy: string;
  /** What the policy checks. */
  description: string;
  /** How bad a violation is. */
  severity: Severity;
  /** Advisory for whatever can't be judged, as under a policy pack. */
  enforcementLevel: "advisory" | "mandatory";
}

/**
 * Judges resources by all policies without a policy pack, in the way the pack would.
 *
 * @param resources All resources of one stack, with their inputs; those of other packages are skipped.
 */
export function evaluate(
  resources: readonly ResourceView[],
  packConfig: PackConfig = {},
  context: PolicyContext = {},
): PolicyFinding[] {
  const views = resources.flatMap(tasksOf);
  const callbacks = resources.flatMap(callbacksOf);
  return segmentPolicies.flatMap((policy) => {
    const level = levelOf(policy, packConfig);
    if (level === "disabled") return [];
    const own = packConfig[policy.name];
    const { enforcementLevel: _, ...config } = typeof own === "object" ? own : { enforcementLevel: own };
    const verdicts = () => {
      switch (policy.scope) {
        case "stack":
          return policy.check(views, config, callbacks);
        case "callback":
          return callbacks.flatMap((view) => policy.check(view, config));
        case "task":
          return views.flatMap((view) => policy.check(view, config, context));
      }
    };
    return findings(verdicts()).map((finding) => ({
      ...finding,
      policy: policy.name,
      description: policy.description,
      severity: policy.severity,
      enforcementLevel: finding.kind === "violation" && level !== "advisory" ? "mandatory" : "advisory",
    }));
  });
}

function levelOf(policy: AnyPolicy, packConfig: PackConfig): EnforcementLevel {
  const levels = [packConfig[policy.name], packConfig.all].map((entry) =>
    typeof entry === "object" ? entry.enforcementLevel : entry,
  );
  return levels.find((level) => level !== undefined) ?? policy.enforcementLevel;
}
