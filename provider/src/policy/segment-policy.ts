// From the module itself: the declarations of that package's index don't compile without skipLibCheck, and ours must.
import type {
  EnforcementLevel,
  PolicyConfigSchema,
  ResourceValidationPolicy,
  Severity,
  StackValidationPolicy,
} from "@pulumi/policy/policy";
import { type Finding, findings, type Verdict } from "./verdict";
import { type CallbackView, callbacksOf } from "./view/callback-view";
import { engineContext } from "./view/engine-context";
import type { PolicyContext } from "./view/policy-context";
import type { SegmentView } from "./view/segment-view";
import { tasksOf } from "./view/tasks-of";

interface Metadata {
  /** Kebab-case. */
  name: string;
  /** "Checks that …" */
  description: string;
  /** How bad a violation is. */
  severity: Severity;
  /** What a violation does where no configuration says otherwise. */
  enforcementLevel: EnforcementLevel;
  /** All of it is optional. */
  configSchema?: PolicyConfigSchema;
  /** How to put a violation right. */
  remediationSteps: string;
}

/** What a policy on each task alone consists of. */
export interface TaskRule<Config extends object> extends Metadata {
  /**
   * Judges one task; no verdicts when it is satisfied.
   *
   * @param view The task, as much of it as is known.
   * @param config The settings of the policy; what is left out has its default.
   * @param context How the API is reached.
   */
  check(view: SegmentView, config: Config, context: PolicyContext): Verdict[];
}

/** What a policy on each callback alone consists of. */
export interface CallbackRule<Config extends object> extends Metadata {
  /**
   * Judges one callback; no verdicts when it is satisfied.
   *
   * @param view The callback, as much of it as is known.
   * @param config The settings of the policy; what is left out has its default.
   */
  check(view: CallbackView, config: Config): Verdict[];
}

/** What a policy on all tasks of a stack together consists of. */
export interface StackRule<Config extends object> extends Metadata {
  /**
   * Judges all tasks; no verdicts when it is satisfied.
   *
   * @param views The tasks of the stack, those of groups among them, as much of them as is known.
   * @param config The settings of the policy; what is left out has its default.
   * @param callbacks The callbacks of the stack, as much of them as is known.
   */
  check(views: readonly SegmentView[], config: Config, callbacks: readonly CallbackView[]): Verdict[];
}

/** A policy on each task alone: for Pulumi's policy packs, and by its `check` for everyone else. */
export type TaskPolicy<Config extends object> = ResourceValidationPolicy & TaskRule<Config> & { scope: "task" };

/** A policy on each callback alone: for Pulumi's policy packs, and by its `check` for everyone else. */
export type CallbackPolicy<Config extends object> = ResourceValidationPolicy &
  CallbackRule<Config> & { scope: "callback" };

/** A policy on all tasks of a stack together: for Pulumi's policy packs, and by its `check` for everyone else. */
export type StackPolicy<Config extends object> = StackValidationPolicy & StackRule<Config> & { scope: "stack" };

/** Makes a policy on each task alone. */
export function taskPolicy<Config extends object>(rule: TaskRule<Config>): TaskPolicy<Config> {
  return {
    ...rule,
    scope: "task",
    validateResource: (args, report) => {
      const views = tasksOf(args);
      if (views.length === 0) return;
      const context = engineContext(args.provider?.props);
      const config = args.getConfig<Config>();
      tell(
        rule,
        views.flatMap((view) => rule.check(view, config, context)),
        report,
      );
    },
  };
}

/** Makes a policy on each callback alone. */
export function callbackPolicy<Config extends object>(rule: CallbackRule<Config>): CallbackPolicy<Config> {
  return {
    ...rule,
    scope: "callback",
    validateResource: (args, report) => {
      const config = args.getConfig<Config>();
      tell(
        rule,
        callbacksOf(args).flatMap((view) => rule.check(view, config)),
        report,
      );
    },
  };
}

/** Makes a policy on all tasks of a stack together. */
export function stackPolicy<Config extends object>(rule: StackRule<Config>): StackPolicy<Config> {
  return {
    ...rule,
    scope: "stack",
    validateStack: (args, report) => {
      const { resources } = args;
      const verdicts = rule.check(resources.flatMap(tasksOf), args.getConfig<Config>(), resources.flatMap(callbacksOf));
      tell(rule, verdicts, report);
    },
  };
}

type Report = (message: string, urn: string) => void;

function tell({ description }: Metadata, verdicts: readonly Verdict[], report: Report): void {
  for (const finding of findings(verdicts)) {
    if (finding.kind === "violation") report(finding.message, finding.urn);
    else adviseOn(finding, description, report);
  }
}

/**
 * What can't be judged must not stop anybody, even when the policy is mandatory. The policy SDK takes an object with a
 * level of its own in place of a message, though its types don't say so; a test on the real engine holds it to that.
 */
function adviseOn({ message, urn }: Finding, description: string, report: Report): void {
  const advisory = { message: `${description}\n${message}`, urn, enforcementLevel: "advisory" };
  report(advisory as unknown as string, urn);
}
