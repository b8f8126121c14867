import type { SegmentApi } from "../segment/api/client";
import type { Progress } from "../segment/group/rooms";
import { resourceId } from "../segment/identity";
import type { Observation } from "../segment/observation";
import { isOver, type TaskStatus } from "../segment/status";
import { readAnyTask } from "../segment/task/read";
import { isMadeUpFor } from "../segment/task/stop";
import { type PendingTask, pendingTasks } from "../stack/pending-tasks";
import type { StackState } from "../stack/state";
import { keysIn, type Look, lookAtEach } from "./look";
import { maskOf } from "./mask-of";

/**
 * - `runs`: it was started by the interrupted operation, and no resource holds it.
 * - `mayBeForeign`: something runs under its id, and nothing tells who started it.
 * - `notKnown`: it could not be told.
 * - `held`: a resource holds the id, and the next `pulumi up` looks after it.
 * - `notSeen`: nothing runs, as far as the API can see.
 * - `stopped`: it ran, and was stopped just now.
 */
export const PENDING_VERDICTS = ["runs", "mayBeForeign", "notKnown", "held", "notSeen", "stopped"] as const;

export type PendingVerdict = (typeof PENDING_VERDICTS)[number];

/** A task that an interrupted operation may have started, and what was found of it. Times are ISO 8601. */
export interface PendingReport {
  /** Of the resource that the operation was about. */
  urn: string;
  /** `<appId>/<roomId>/<taskId>`; null where the state hides it. */
  id: string | null;
  operation: PendingTask["operation"];
  status: TaskStatus;
  startTime: string | null;
  verdict: PendingVerdict;
  detail: string;
}

/** How a pending task was found; nothing is seen where none of its id started in the last 72 hours. */
export type PendingLook = Look<PendingTask, Observation | undefined>;

export interface FoundPending {
  looks: PendingLook[];
  /** Of operations of which can't be told what they may have started. */
  hidden: PendingReport[];
}

/** Looks whether what interrupted operations may have started runs. */
export async function lookAtPending(state: StackState, api: SegmentApi, progress: Progress): Promise<FoundPending> {
  const { tasks, hidden } = pendingTasks(state);
  const look = async ({ heldBy, task, storageConfig }: PendingTask) =>
    heldBy === undefined ? readAnyTask(api, task, api.operation({ secrets: keysIn(storageConfig) })) : undefined;
  return {
    looks: await lookAtEach(tasks, look, { progress }),
    hidden: hidden.map(({ operation: { urn, type }, problem }) => ({
      urn,
      id: null,
      operation: type,
      status: "unknown",
      startTime: null,
      verdict: "notKnown",
      detail: problem,
    })),
  };
}

export function pendingVerdict(look: PendingLook): PendingVerdict {
  if (look.item.heldBy !== undefined) return "held";
  if ("problem" in look) return "notKnown";
  if (look.seen === undefined || isOver(look.seen)) return "notSeen";
  const { owner, derived, renamed } = look.item;
  return !renamed && isMadeUpFor(owner, derived, look.seen) ? "runs" : "mayBeForeign";
}

/** What is told of a look. @param outcome What became of it since. */
export function pendingReport(look: PendingLook, outcome?: Pick<PendingReport, "verdict" | "detail">): PendingReport {
  const { item, seen } = look;
  const mask = maskOf(item.secrets);
  const { verdict, detail } = outcome ?? { verdict: pendingVerdict(look), detail: detailOf(look) };
  return {
    urn: item.urn,
    id: mask(resourceId(item.task)),
    operation: item.operation,
    status: seen?.status ?? "unknown",
    startTime: seen?.startTime ?? null,
    verdict,
    detail: mask(detail),
  };
}

function detailOf(look: PendingLook): string {
  if ("problem" in look) return look.problem;
  switch (pendingVerdict(look)) {
    case "held":
      return `its id is held by ${look.item.heldBy}`;
    case "runs":
      return "was started by an interrupted operation, and no resource holds it; --stop stops it";
    case "mayBeForeign":
      return look.item.renamed
        ? "the stack, or the resource, was renamed since, so that what runs may be somebody else's"
        : "taskId and identifier are of your choice, so that what runs may be somebody else's, or have run before";
    default:
      return "nothing runs that started in the last 72 hours, which is as far as the API can see";
  }
}

/** The exit code: 2 when something runs that no resource holds, 1 when that could not be told of all. */
export function pendingExitCode(reports: readonly PendingReport[]): number {
  if (reports.some(({ verdict }) => verdict === "runs" || verdict === "mayBeForeign")) return 2;
  return reports.some(({ verdict }) => verdict === "notKnown") ? 1 : 0;
}
