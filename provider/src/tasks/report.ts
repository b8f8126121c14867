import { storageWords } from "../review/words/storage-words";
import type { SegmentApi } from "../segment/api/client";
import { resourceId, type TaskId } from "../segment/identity";
import type { TaskStatus } from "../segment/status";
import { type StackTask, tasksOf } from "../stack/stack-tasks";
import type { StackState, StateResource } from "../stack/state";
import { UserError } from "../user-error";
import { lookAtTasks } from "./look";
import { maskOf } from "./mask-of";
import { limitOf, type SliceOptions, slicesOf } from "./slices";
import { judge, type TaskVerdict, VERDICTS } from "./verdict";

/** A task, and what was found of it; what can't be told of it is null. Times are ISO 8601. */
export interface TaskReport {
  /** Of its resource. */
  urn: string;
  /** `<appId>/<roomId>/<taskId>`; that of the resource where its tasks are hidden. */
  id: string;
  status: TaskStatus;
  stopReason: string | null;
  startTime: string | null;
  /** Where its slices go, in words. */
  place: string;
  newestSlice: string | null;
  lastCallback: string | null;
  verdict: TaskVerdict;
  detail: string;
}

export interface ReportOptions extends SliceOptions {
  /** When the newest event about a task happened, where they are received. */
  lastCallback: (task: TaskId) => Date | undefined;
}

/** Looks at all tasks of a stack: whether they run, and whether anything comes of it. The gravest are first. */
export async function reportOn(
  { resources }: Pick<StackState, "resources">,
  api: SegmentApi,
  options: ReportOptions,
): Promise<TaskReport[]> {
  const { now } = options;
  const { tasks, hidden } = heldBy(resources);
  const looks = await lookAtTasks(tasks, api, now, { progress: options.progress("looked at") });
  const found = await slicesOf(looks, options);
  const reports = looks.flatMap((look) => {
    const { item } = look;
    const slices = found.get(look) ?? { kind: "notAsked", why: "" };
    const lastCallback = options.lastCallback(item.task);
    const judgement = judge({ look, slices, lastCallback, limit: limitOf(look, options), now });
    if (judgement === undefined) return [];
    const mask = maskOf(item.secrets);
    return {
      urn: item.urn,
      id: mask(resourceId(item.task)),
      status: judgement.status,
      stopReason: judgement.stopReason ?? null,
      startTime: judgement.startTime ?? null,
      place: mask(storageWords(item.settings.storageConfig)),
      newestSlice: slices.kind === "seen" ? (slices.newest?.toISOString() ?? null) : null,
      lastCallback: lastCallback?.toISOString() ?? null,
      verdict: judgement.verdict,
      detail: mask(judgement.detail),
    };
  });
  return [...reports, ...hidden].sort((a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict));
}

function heldBy(resources: readonly StateResource[]): { tasks: StackTask[]; hidden: TaskReport[] } {
  const hidden: TaskReport[] = [];
  const tasks = resources.flatMap((resource) => {
    try {
      return tasksOf(resource);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      hidden.push(hiddenReport(resource, error.message));
      return [];
    }
  });
  return { tasks, hidden };
}

function hiddenReport({ urn, id, inputs, secrets }: StateResource, detail: string): TaskReport {
  return {
    urn,
    id: maskOf(secrets)(id),
    status: "unknown",
    stopReason: null,
    startTime: null,
    place: maskOf(secrets)(storageWords(inputs.storageConfig)),
    newestSlice: null,
    lastCallback: null,
    verdict: "notKnown",
    detail,
  };
}

/** The exit code: 2 when something is wrong with a task, 1 when that could not be told of all. */
export function exitCodeOf(reports: readonly TaskReport[]): number {
  if (reports.some(({ verdict }) => verdict !== "ok" && verdict !== "notKnown")) return 2;
  return reports.every(({ verdict }) => verdict === "ok") ? 0 : 1;
}
