import { ownerOf, withoutHidden } from "../adapter/engine/properties";
import { groupState } from "../adapter/group/outputs";
import { hasSecret } from "../review/input/secret";
import type { GroupInputs } from "../segment/group/inputs";
import { plan } from "../segment/group/plan";
import { nothingOf } from "../segment/group/state";
import { isDerivedId, resourceId, type TaskId } from "../segment/identity";
import type { IdentifiedInputs } from "../segment/inputs";
import { withoutSecrets } from "../segment/meaning";
import { type Owner, ownerOfUrn, ownerText } from "../segment/owner";
import { Holders } from "../segment/task/holders";
import { UserError } from "../user-error";
import { hiddenInState, tasksOf } from "./stack-tasks";
import type { PendingOperation, StackState } from "./state";

/** A task that an operation may have started before it was cut off. */
export interface PendingTask {
  /** Of the resource that the operation was about. */
  urn: string;
  operation: PendingOperation["type"];
  owner: Owner;
  task: TaskId & { businessId?: string | undefined };
  /** Whether the id was derived, so that nobody else can have made it up. */
  derived: boolean;
  /** After a stack was renamed, another one of its old name may derive the same ids and make up the same prefixes. */
  renamed: boolean;
  /** The URN of a resource of the state that holds the id, so that the next `pulumi up` looks after it. */
  heldBy: string | undefined;
  storageConfig: unknown;
  secrets: readonly string[];
}

/** An operation of which can't be told what it may have started, and why. */
export interface HiddenOperation {
  operation: PendingOperation;
  problem: string;
}

/** What the interrupted operations that a state keeps may have started; what two of them may have started once. */
export function pendingTasks(state: StackState): { tasks: PendingTask[]; hidden: HiddenOperation[] } {
  const holders = new Holders();
  const heldBy = new Map<string, string>();
  for (const { urn, owner, task, state: run } of state.resources.flatMap(tasksOf)) {
    holders.hold(task, owner, run.startTime);
    heldBy.set(resourceId(task), urn);
  }
  const tasks = new Map<string, PendingTask>();
  const hidden: HiddenOperation[] = [];
  for (const operation of state.pending) {
    try {
      for (const { owner, inputs } of startedBy(operation, state, holders)) {
        const { appId, roomId, taskId, businessId } = inputs;
        const id = resourceId(inputs);
        tasks.set(id, {
          urn: operation.urn,
          operation: operation.type,
          owner,
          task: { appId, roomId, taskId, businessId },
          derived: isDerivedId(owner, inputs),
          renamed: !isOwnerOf(owner, operation.urn),
          heldBy: heldBy.get(id),
          storageConfig: inputs.storageConfig,
          secrets: operation.secrets,
        });
      }
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      hidden.push({ operation, problem: error.message });
    }
  }
  return { tasks: [...tasks.values()], hidden };
}

function startedBy(
  { kind, urn, type, inputs: all }: PendingOperation,
  { resources }: StackState,
  holders: Holders,
): { owner: Owner; inputs: IdentifiedInputs }[] {
  const owner = ownerOf(kind, all);
  const { preflight: _, ...inputs } = withoutHidden(all);
  if (hasSecret({ ...inputs, storageConfig: withoutSecrets("storageConfig", inputs.storageConfig) })) {
    throw hiddenInState("the inputs", owner);
  }
  if (kind === "task") return [{ owner, inputs: inputs as unknown as IdentifiedInputs }];
  const next = inputs as unknown as GroupInputs;
  const before = resources.find((resource) => type === "updating" && resource.urn === urn && !resource.replaced);
  const steps = plan(before === undefined ? nothingOf(next) : groupState({ ...before.outputs }), next, owner, holders);
  return steps.flatMap((step) => ("inputs" in step && step.kind !== "update" ? [{ owner, inputs: step.inputs }] : []));
}

function isOwnerOf(owner: Owner, urn: string): boolean {
  return ownerText(owner) === ownerText(ownerOfUrn(owner.kind, urn));
}
