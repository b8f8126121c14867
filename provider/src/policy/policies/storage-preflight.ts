import { stops } from "../../storage/probe/verdict";
import { taskPolicy } from "../segment-policy";
import { type ConfigOf, configSchema, type SettingSchemas } from "../settings";
import { undecided, type Verdict, violation } from "../verdict";
import type { CheckedBucket, PolicyContext } from "../view/policy-context";
import type { SegmentView } from "../view/segment-view";

const SETTINGS = {
  report: {
    type: "string",
    minLength: 1,
    description:
      "What `volcengine-rtc preflight --json` printed: a file, relative to where Pulumi is started. Default: none, so that nothing is judged.",
  },
} as const satisfies SettingSchemas;

/** Settings of {@link storagePreflight}. */
export interface StoragePreflightConfig extends ConfigOf<typeof SETTINGS> {}

const WRITE_ANEW = "Write it anew with `volcengine-rtc preflight --preview FILE --json`";

/** The check of {@link storagePreflight} as a plain function. */
export function checkStoragePreflight(
  view: SegmentView,
  { report }: StoragePreflightConfig,
  { checkedBuckets }: PolicyContext,
): Verdict[] {
  if (report === undefined || checkedBuckets === undefined) return [];
  let buckets: readonly CheckedBucket[];
  try {
    buckets = checkedBuckets(report);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [undecided(view, `The report on buckets ${report} can't be read: ${why}. ${WRITE_ANEW}.`)];
  }
  const own = buckets.filter(({ tasks }) => tasks.includes(view.urn));
  if (own.length === 0) {
    return [
      undecided(view, `Nobody looked at its bucket: the resource is not in the report ${report}. ${WRITE_ANEW}.`),
    ];
  }
  return own
    .filter(({ verdict }) => verdict !== "good")
    .map(({ verdict, detail }) =>
      stops(verdict)
        ? violation(
            view,
            `Slices would not arrive: ${detail}. Set storageConfig or the bucket right, then check again.`,
          )
        : undecided(view, `Nobody can tell whether slices arrive: ${detail}.`),
    );
}

/**
 * Guards against a bucket that no slice would ever reach: one that is missing, lies in another region, or refuses the keys.
 * A policy makes no calls of its own; it goes by what `volcengine-rtc preflight --json` found just before, and says so where
 * a resource is not in there.
 *
 * What can't be known: what has become of the bucket since.
 */
export const storagePreflight = taskPolicy<StoragePreflightConfig>({
  name: "storage-preflight",
  description: "Checks that a look at the bucket found nothing that keeps slices from arriving.",
  severity: "high",
  enforcementLevel: "mandatory",
  configSchema: configSchema(SETTINGS),
  remediationSteps: "Do what the finding says, then run `volcengine-rtc preflight --json` again.",
  check: checkStoragePreflight,
});
