import { taskPolicy } from "../segment-policy";
import { ifKnown, notKnownYet, type Verdict, violation } from "../verdict";
import { NOT_KNOWN_YET, type SegmentView } from "../view/segment-view";

/** The check of {@link mixedSlicesCost} as a plain function. */
export function checkMixedSlicesCost(view: SegmentView): Verdict[] {
  if (view.control === NOT_KNOWN_YET) return [notKnownYet(view, "control")];
  return ifKnown(view, "control.mixed", view.control.mixed, (mixed) =>
    mixed
      ? [
          violation(
            view,
            "control.mixed is true, but should be false unless the mix is needed. Besides the slices of each user it makes " +
              "slices of the targeted streams together without a break, whether or not anyone speaks. Set it to false, or disable this policy.",
          ),
        ]
      : [],
  );
}

/**
 * Guards the bill: a mix comes in addition to the slices of each user, and is produced, stored and reported for as long as
 * the task runs, even when nobody is on the microphone.
 *
 * Source: StartSegment 2023-11-01, `Control.Mixed` (document 1188212).
 */
export const mixedSlicesCost = taskPolicy<object>({
  name: "mixed-slices-cost",
  description: "Checks that no mixed slices are made, which go on even while nobody speaks.",
  severity: "low",
  enforcementLevel: "advisory",
  remediationSteps: "Set control.mixed to false when nobody listens to the mix.",
  check: checkMixedSlicesCost,
});
