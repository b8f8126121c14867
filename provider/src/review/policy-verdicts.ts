import { evaluate, type PackConfig } from "../policy/evaluate";
import type { ResourceView } from "../policy/tasks-of";
import { UNKNOWN } from "../segment/unknown";
import { isSecret } from "./fields";
import type { Preview, Step } from "./preview";
import { nameOf, typeOf } from "./rooms";

/** What a policy says about the previewed state. */
export interface Verdict {
  policy: string;
  level: "advisory" | "mandatory";
  /** `open`: the policy can't judge on what the preview shows. */
  kind: "violation" | "open";
  stack: string;
  /** The name of the resource. */
  resource: string;
  message: string;
}

/** Has the policies of the pack judge the state each stack will be in. */
export function verdictsOn(previews: readonly Preview[], config: PackConfig): Verdict[] {
  return previews.flatMap(({ stack, steps }) =>
    evaluate(steps.flatMap(plannedResource), config).map(
      ({ policy, enforcementLevel, kind, urn, message }): Verdict => ({
        policy,
        level: enforcementLevel,
        kind: kind === "violation" ? "violation" : "open",
        stack,
        resource: nameOf(urn),
        message,
      }),
    ),
  );
}

function plannedResource(step: Step): ResourceView[] {
  const { urn, newState } = step;
  if (newState === undefined || newState === null) return [];
  return [{ urn, type: typeOf(step), name: nameOf(urn), props: withoutSecrets(newState.inputs) }];
}

/** What the preview hides can be judged no better than what is not known yet. */
function withoutSecrets(value: unknown): unknown {
  if (isSecret(value)) return UNKNOWN;
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutSecrets(inner)]));
}
