import { DEFAULTS } from "../../segment/fields";
import { taskPolicy } from "../segment-policy";
import { type ConfigOf, configSchema, type SettingSchemas } from "../settings";
import { ifKnown, type Verdict, violation } from "../verdict";
import type { SegmentView } from "../view/segment-view";

const SETTINGS = {
  minimum: {
    type: "integer",
    minimum: 1,
    maximum: 600,
    default: 1,
    description: "Shortest allowed duration in seconds.",
  },
  maximum: {
    type: "integer",
    minimum: 1,
    maximum: 600,
    default: 60,
    description: "Longest allowed duration in seconds.",
  },
} as const satisfies SettingSchemas;

/** Settings of {@link sliceDurationLimit}. */
export interface SliceDurationLimitConfig extends ConfigOf<typeof SETTINGS> {}

/** The check of {@link sliceDurationLimit} as a plain function. */
export function checkSliceDurationLimit(
  view: SegmentView,
  { minimum = SETTINGS.minimum.default, maximum = SETTINGS.maximum.default }: SliceDurationLimitConfig,
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
  configSchema: configSchema(SETTINGS),
  remediationSteps:
    "Set duration within the limits, or change `minimum` and `maximum` in the configuration of the policy.",
  check: checkSliceDurationLimit,
});
