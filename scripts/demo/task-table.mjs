// @ts-check

/**
 * @typedef {import("../../provider/src/segment/api/wire.ts").WireSegmentTask
 *   & import("../../provider/src/segment/api/wire.ts").TaskKey} Task
 */

const STATUS = ["unknown", "not started", "running", "ended", "failed"];
const VENDORS = ["S3", "OSS", "OBS", "COS", "Kodo"];

/**
 * What the API says about its tasks, one line each.
 * @param {readonly Task[]} tasks
 */
export function taskTable(tasks) {
  const rows = tasks.map((task) => [
    task.RoomId,
    STATUS[task.Status ?? 0] ?? String(task.Status),
    `${task.Duration} s`,
    whose(task),
    where(task),
  ]);
  const table = [["ROOM", "STATUS", "SLICE", "WHOSE AUDIO", "WHERE IT GOES"], ...rows.sort()];
  const widths = table
    .map((row) => row.map((cell) => cell.length))
    .reduce((a, b) => a.map((n, i) => Math.max(n, b[i] ?? 0)));
  const line = (/** @type {string[]} */ row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("   ")
      .trimEnd();
  return table.map((row) => `  ${line(row)}`).join("\n");
}

/** @param {Task} task */
function whose(task) {
  const streams = task.TargetStreams?.StreamList ?? [];
  if (streams.length === 0) return "everybody's";
  return streams.map(({ UserId, StreamType }) => (StreamType === 1 ? `${UserId}'s screen` : UserId)).join(", ");
}

/** @param {Task} task */
function where({ StorageConfig }) {
  const custom = StorageConfig?.CustomConfig;
  if (StorageConfig?.Type === 2 && custom) return `${VENDORS[custom.Vendor ?? 0]} bucket ${custom.Bucket}`;
  return `TOS bucket ${StorageConfig?.TosConfig?.Bucket ?? "?"}`;
}
