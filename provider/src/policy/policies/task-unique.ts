import { collisions } from "../collisions";
import { stackPolicy } from "../segment-policy";
import type { Verdict } from "../verdict";
import { NOT_KNOWN_YET, type SegmentView } from "../view/segment-view";

/** The check of {@link taskUnique} as a plain function. */
export function checkTaskUnique(views: readonly SegmentView[]): Verdict[] {
  return collisions(
    views,
    idOf,
    ({ taskId, roomId }, others) =>
      `taskId is ${JSON.stringify(taskId)} in room ${JSON.stringify(roomId)}, as in ${others}, but must be ` +
      "unique in its room. Give each its own taskId, or none: to the API they are one task, and stopping one stops both.",
  );
}

function idOf({ appId, roomId, taskId }: SegmentView) {
  if (appId === undefined || roomId === undefined || taskId === undefined) return undefined;
  if (appId === NOT_KNOWN_YET) return { waitingFor: "appId" };
  if (roomId === NOT_KNOWN_YET) return { waitingFor: "roomId" };
  if (taskId === NOT_KNOWN_YET) return { waitingFor: "taskId" };
  return { key: [appId, roomId, taskId] };
}

/**
 * Guards against two resources that are one task: app, room and task id are all the API tells tasks apart by. A second
 * start changes nothing, and whichever resource is deleted first stops the task of the other. Other stacks can't be known.
 *
 * Source: StartSegment 2023-11-01, `TaskId` (document 1188212).
 */
export const taskUnique = stackPolicy<object>({
  name: "task-unique",
  description: "Checks that no two resources stand for the same app, room and task.",
  severity: "high",
  enforcementLevel: "mandatory",
  remediationSteps:
    "Give each resource its own taskId, or leave it out: it is then derived from the name of the resource.",
  check: checkTaskUnique,
});
