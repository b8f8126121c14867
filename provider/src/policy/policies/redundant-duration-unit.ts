import { taskPolicy } from "../segment-policy";
import { type ConfigOf, configSchema, type SettingSchemas } from "../settings";
import { ifKnown, notKnownYet, type Verdict, violation } from "../verdict";
import { NOT_KNOWN_YET, type SegmentView } from "../view/segment-view";

const SETTINGS = {
  minimum: {
    type: "integer",
    minimum: 1,
    default: 100,
    description: "Milliseconds from which a value is believed to be meant as such.",
  },
} as const satisfies SettingSchemas;

/** Settings of {@link redundantDurationUnit}. */
export interface RedundantDurationUnitConfig extends ConfigOf<typeof SETTINGS> {}

/** The check of {@link redundantDurationUnit} as a plain function. */
export function checkRedundantDurationUnit(
  view: SegmentView,
  { minimum = SETTINGS.minimum.default }: RedundantDurationUnitConfig,
): Verdict[] {
  if (view.control === NOT_KNOWN_YET) return [notKnownYet(view, "control")];
  return ifKnown(view, "control.redundantDuration", view.control.redundantDuration, (redundant) =>
    redundant <= 0 || redundant >= minimum
      ? []
      : [
          violation(
            view,
            `control.redundantDuration is ${redundant} ms, but must be 0 or at least ${minimum} ms. ` +
              `The unit is milliseconds: for ${redundant} s write ${redundant * 1000}.`,
          ),
        ],
  );
}

/**
 * Guards against a mix-up of units: the redundancy was given in seconds in version 2020-12-01 of the API, examples in its
 * reference still look like that, and it is given in milliseconds today.
 *
 * Source: StartSegment, `Control.RedundantDuration`, versions 2020-12-01 (document 70471) and 2023-11-01 (document 1188212).
 */
export const redundantDurationUnit = taskPolicy<RedundantDurationUnitConfig>({
  name: "redundant-duration-unit",
  description: "Checks that the redundancy of slices is given in milliseconds, not seconds.",
  severity: "medium",
  enforcementLevel: "advisory",
  configSchema: configSchema(SETTINGS),
  remediationSteps: "Multiply control.redundantDuration by 1000, or set it to 0.",
  check: checkRedundantDurationUnit,
});
