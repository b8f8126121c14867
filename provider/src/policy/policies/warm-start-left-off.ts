import { taskPolicy } from "../segment-policy";
import { ifKnown, type Verdict, violation } from "../verdict";
import type { SegmentView } from "../view/segment-view";

/** The check of {@link warmStartLeftOff} as a plain function. */
export function checkWarmStartLeftOff(view: SegmentView): Verdict[] {
  return ifKnown(view, "handle", view.handle, (handle) =>
    handle
      ? []
      : [
          violation(
            view,
            "handle is false, but should be true for audio to be sliced. The task runs and nothing is uploaded. Set it to " +
              "true, or leave it out, as soon as slices are wanted.",
          ),
        ],
  );
}

/**
 * Guards against a warm start that is forgotten: with `handle: false` a task runs, looks well in every status, and cuts no
 * slices.
 *
 * Source: StartSegment 2023-11-01, `Handle` (document 1188212).
 */
export const warmStartLeftOff = taskPolicy<object>({
  name: "warm-start-left-off",
  description: "Checks that tasks slice, and do not merely run.",
  severity: "medium",
  enforcementLevel: "advisory",
  remediationSteps: "Set handle to true, or leave it out.",
  check: checkWarmStartLeftOff,
});
