export const TASK_STATUSES = ["unknown", "notStarted", "running", "ended", "failed"] as const;

/**
 * What the API says about a task's life.
 *
 * Source: GetSegmentTask 2023-11-01, `SegmentTask.Status`.
 * @useDeclaredType
 */
export type TaskStatus = (typeof TASK_STATUSES)[number];

export function statusOfCode(code: number | undefined): TaskStatus {
  return TASK_STATUSES[code ?? 0] ?? "unknown";
}

/** Whether a task has come to its end, so that nothing is sliced any more. */
export function isOver({
  status,
  stopReason,
}: {
  status?: TaskStatus | undefined;
  stopReason?: string | undefined;
}): boolean {
  return status === "ended" || status === "failed" || stopReason !== undefined;
}
