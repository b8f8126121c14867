import { evaluate, type PackConfig } from "../../policy/evaluate";
import { CONCEALED } from "../../policy/view/concealed";
import { endpointOf } from "../../policy/view/engine-context";
import { checkedBuckets } from "../../policy/view/preflight-report";
import type { ResourceView } from "../../policy/view/tasks-of";
import type { Preview } from "../input/preview";
import { isSecret } from "../input/secret";
import type { Step } from "../input/step";
import { nameOf, typeOf } from "./rooms";

/** What a policy says about the previewed state. */
export interface PolicyResult {
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
export function policyResultsOn(previews: readonly Preview[], config: PackConfig): PolicyResult[] {
  return previews.flatMap((preview) => {
    const { stack, steps } = preview;
    // Where the review runs says nothing of where the preview ran: the environment is left out.
    const endpoint = endpointOf(preview.config, {});
    return evaluate(steps.flatMap(plannedResource), config, { endpoint, checkedBuckets }).map(
      ({ policy, enforcementLevel, kind, urn, message }): PolicyResult => ({
        policy,
        level: enforcementLevel,
        kind: kind === "violation" ? "violation" : "open",
        stack,
        resource: nameOf(urn),
        message,
      }),
    );
  });
}

function plannedResource(step: Step): ResourceView[] {
  const { urn, newState } = step;
  if (newState === undefined || newState === null) return [];
  return [{ urn, type: typeOf(step), name: nameOf(urn), props: marked(newState.inputs) }];
}

/** With the mark by which policies know what is hidden: the preview's own is a text that anybody may write. */
function marked(value: unknown): unknown {
  if (isSecret(value)) return CONCEALED;
  if (Array.isArray(value)) return value.map(marked);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, marked(inner)]));
}
