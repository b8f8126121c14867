import type { SegmentApi } from "../segment/api/client";
import { resourceId } from "../segment/identity";
import { seenState } from "../segment/task/state";
import { stopById, stopTask } from "../segment/task/stop";
import { pendingTasks } from "../stack/pending-tasks";
import type { StackState } from "../stack/state";
import type { Consent } from "./consent";
import { keysIn, lookAtEach } from "./look";
import { type FoundPending, type PendingLook, type PendingReport, pendingReport, pendingVerdict } from "./pending";

/**
 * Stops what interrupted operations have started and no resource holds.
 *
 * @param stateNow Reads the state again: a resource may have taken over a task while the answer was waited for.
 */
export async function stopPending(
  { looks, hidden }: FoundPending,
  api: SegmentApi,
  consent: Consent,
  stateNow: () => Promise<StackState>,
): Promise<PendingReport[]> {
  const of = (verdict: string) => looks.filter((look) => pendingVerdict(look) === verdict);
  const running = of("runs");
  const unseen = of("notSeen").filter(({ item, seen }) => seen === undefined && item.derived && !item.renamed);
  const agreed: PendingLook[] = [];
  if (running.length + unseen.length > 0 && (await consent.toStop(running, unseen))) agreed.push(...running, ...unseen);
  for (const look of of("mayBeForeign")) if (await consent.toStopDoubtful(look)) agreed.push(look);
  const outcomes = agreed.length === 0 ? new Map<PendingLook, Outcome>() : await stopped(agreed, api, await stateNow());
  return [...looks.map((look) => pendingReport(look, outcomes.get(look))), ...hidden];
}

type Outcome = Pick<PendingReport, "verdict" | "detail">;

async function stopped(
  agreed: readonly PendingLook[],
  api: SegmentApi,
  state: StackState,
): Promise<Map<PendingLook, Outcome>> {
  const open = new Set(
    pendingTasks(state).tasks.flatMap(({ task, heldBy }) => (heldBy === undefined ? [resourceId(task)] : [])),
  );
  const stop = async ({ look }: { look: PendingLook }): Promise<Outcome> => {
    const { task, owner, derived, storageConfig } = look.item;
    if (!open.has(resourceId(task))) return { verdict: "held", detail: "a resource has taken its id meanwhile" };
    const operation = api.operation({ secrets: keysIn(storageConfig) });
    if (look.seen === undefined) {
      await stopById(api, task, operation);
      return {
        verdict: "notSeen",
        detail: "nothing was seen; a stop was sent, in case it runs for more than 72 hours",
      };
    }
    const run = seenState(task.taskId, look.seen);
    const outcome = await stopTask(api, { task, state: run, owner, derived }, operation);
    if (outcome === "notOwn") return { verdict: "mayBeForeign", detail: "another run has its id by now" };
    return { verdict: "stopped", detail: "" };
  };
  const items = agreed.map((look) => ({ task: look.item.task, look }));
  const results = await lookAtEach(items, stop);
  return new Map(
    results.map((result) => [
      result.item.look,
      "problem" in result ? { verdict: "notKnown", detail: result.problem } : result.seen,
    ]),
  );
}
