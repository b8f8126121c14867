import { hasDefaultRegion, regionText } from "../region-names";
import { taskPolicy } from "../segment-policy";
import { ifKnown, type Verdict, violation } from "../verdict";
import type { SegmentView } from "../view/segment-view";

/** The check of {@link storageRegionExplicit} as a plain function. */
export function checkStorageRegionExplicit(view: SegmentView): Verdict[] {
  return ifKnown(view, "storageConfig", view.storageConfig, (storage) => {
    if (storage.region !== undefined) return [];
    return ifKnown(view, "storageConfig.vendor", storage.platform, (platform) =>
      hasDefaultRegion(platform)
        ? [
            violation(
              view,
              `storageConfig.region is ${regionText(platform, undefined)}, but must be written. ` +
                "Write the region in which the bucket was created: with another one uploads may fail, and nothing in the API's " +
                "documents tells of it.",
            ),
          ]
        : [],
    );
  });
}

/**
 * Guards against the silent default: a region that is left out is 0, which is cn-beijing on TOS, us-east-1 on S3 and
 * cn-hangzhou on OSS, wherever the bucket is. Judges inputs; in a resource's outputs the default is filled in.
 *
 * Source: the RTC "Region" reference, document 1167931.
 */
export const storageRegionExplicit = taskPolicy<object>({
  name: "storage-region-explicit",
  description: "Checks that the region of the bucket is written, not left to the API's default.",
  severity: "medium",
  enforcementLevel: "mandatory",
  remediationSteps: "Set storageConfig.region to the region in which the bucket was created.",
  check: checkStorageRegionExplicit,
});
