import { DEFAULTS } from "../../segment/fields";
import type { SegmentView } from "../segment-view";
import { taskPolicy } from "../storage-policy";
import { ifKnown, type Verdict, violation } from "../verdict";

/** Settings of {@link sliceDurationLimit}. */
export interface SliceDurationLimitConfig {
  /** Seconds. Default 1. */
  minimum?: number;
  /** Seconds. Default 60. */
  maximum?: number;
}

const DEFAULT_MINIMUM = 1;
const DEFAULT_MAXIMUM = 60;

/** The check of {@link sliceDurationLimit} as a plain function. */
export function checkSliceDurationLimit(
  view: SegmentView,
  { minimum = DEFAULT_MINIMUM, maximum = DEFAULT_MAXIMUM }: SliceDurationLimitConfig,
): Verdict[] {
  return ifKnown(view, "duration", view.duration ?? DEFAULTS.duration, (duration) =>
    duration >= minimum && duration <= maximum
      ? []
      : [
          violation(
            view,
            `duration is ${duration} s, but must be from ${minimum} s to ${maximum} s. ` +
              (duration > maximum
                ? "Set a shorter one: a slice can be listened to only when it is complete."
                : "Set a longer one: every slice is a file and a callback."),
          ),
        ],
  );
}

/**
 * Guards how late moderation hears something, which is as late as a slice is long, and how many files there are.
 *
 * Source: StartSegment 2023-11-01, `Duration` (document 1188212).
 */
export const sliceDurationLimit = taskPolicy<SliceDurationLimitConfig>({
  name: "slice-duration-limit",
  description: "Checks that slices are neither too long nor too short.",
  severity: "medium",
  enforcementLevel: "advisory",
  configSchema: {
    properties: {
      minimum: {
        type: "integer",
        minimum: 1,
        maximum: 600,
        default: DEFAULT_MINIMUM,
        description: `Shortest allowed duration in seconds. Default: ${DEFAULT_MINIMUM}.`,
      },
      maximum: {
        type: "integer",
        minimum: 1,
        maximum: 600,
        default: DEFAULT_MAXIMUM,
        description: `Longest allowed duration in seconds. Default: ${DEFAULT_MAXIMUM}.`,
      },
    },
  },
  remediationSteps:
    "Set duration within the limits, or change `minimum` and `maximum` in the configuration of the policy.",
  check: checkSliceDurationLimit,
});
