import { DEFAULTS } from "../../segment/fields";
import { taskPolicy } from "../segment-policy";
import { notKnownYet, type Verdict, violation } from "../verdict";
import { NOT_KNOWN_YET, type SegmentView } from "../view/segment-view";

/** The check of {@link idleTimeExplicit} as a plain function. */
export function checkIdleTimeExplicit(view: SegmentView): Verdict[] {
  if (view.maxIdleTime === NOT_KNOWN_YET) return [notKnownYet(view, "maxIdleTime")];
  if (view.maxIdleTime !== undefined) return [];
  return [
    violation(
      view,
      `maxIdleTime is left to the API's ${DEFAULTS.maxIdleTime} s, but should be written. A task ends by itself when nobody ` +
        "has published for so long, and what is said afterwards is not sliced. Write how long the room may be silent, " +
        `${DEFAULTS.maxIdleTime} if that is meant.`,
    ),
  ];
}

/**
 * Guards against tasks that end in a pause: the API's default is short for a room that is quiet for a while, and an ended
 * task starts again only with the next `pulumi up --refresh`. Judges inputs; in a resource's outputs the default is filled in.
 *
 * Source: StartSegment 2023-11-01, `MaxIdleTime` (document 1188212).
 */
export const idleTimeExplicit = taskPolicy<object>({
  name: "idle-time-explicit",
  description: "Checks that the idle time after which a task ends is written, not left to the API's default.",
  severity: "medium",
  enforcementLevel: "advisory",
  remediationSteps: "Set maxIdleTime to the seconds for which nobody may publish before the task ends.",
  check: checkIdleTimeExplicit,
});
