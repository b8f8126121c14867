import { doubtAbout, regionCode, regionWords, S3_UNSUPPORTED } from "../../storage/regions";
import { platformTitle, regionText } from "../region-names";
import { taskPolicy } from "../segment-policy";
import { type ConfigOf, configSchema, type SettingSchemas } from "../settings";
import { ifKnown, type Verdict, violation } from "../verdict";
import type { SegmentView } from "../view/segment-view";

const SETTINGS = {
  allowDoubtful: {
    type: "boolean",
    default: false,
    description: "Accept regions of which the API's reference is not sure.",
  },
} as const satisfies SettingSchemas;

/** Settings of {@link storageRegionSupported}. */
export interface StorageRegionSupportedConfig extends ConfigOf<typeof SETTINGS> {}

/** The check of {@link storageRegionSupported} as a plain function. */
export function checkStorageRegionSupported(
  view: SegmentView,
  { allowDoubtful = SETTINGS.allowDoubtful.default }: StorageRegionSupportedConfig,
): Verdict[] {
  return ifKnown(view, "storageConfig", view.storageConfig, (storage) =>
    ifKnown(view, "storageConfig.vendor", storage.platform, (platform) =>
      ifKnown(view, "storageConfig.region", storage.region, (region) => {
        const code = regionCode(platform, region);
        const words = regionWords(platform);
        if (code === undefined || words.length === 0) return [];
        const what = `storageConfig.region is ${regionText(platform, region)} on ${platformTitle(platform)}`;
        const say = (message: string) => [violation(view, `${what}, ${message}`)];
        if (platform === "s3" && S3_UNSUPPORTED.has(code)) {
          return say("where RTC can't upload to, but must be a supported one. Use a bucket in another region.");
        }
        if (allowDoubtful) return [];
        const doubt = doubtAbout(platform, code);
        if (doubt !== undefined) {
          return say(
            `which ${doubt}, but must be surely supported. Use a bucket in another region, or make sure that slices arrive ` +
              "and set `allowDoubtful`.",
          );
        }
        if (code >= words.length) {
          return say(
            `which is in no published table, but must be one of 0 to ${words.length - 1}. Write the region as a word, ` +
              "or make sure that slices arrive and set `allowDoubtful`.",
          );
        }
        return [];
      }),
    ),
  );
}

/**
 * Guards against regions to which RTC may not upload: S3 regions that both pages of the reference list as
 * unsupported (eu-central-1, ap-southeast-2, us-gov-east-1, us-gov-west-1), and doubtful ones: those that one page lists
 * (cn-north-1, cn-northwest-1), OSS regions that not every list has (ap-southeast-3, eu-west-1, me-east-1,
 * ap-southeast-6), and integers no table has.
 *
 * Regions of OBS, COS and Kodo have no published table: nothing is said about them.
 *
 * Source: the RTC "Region" reference, documents 1167931 and 1217553.
 */
export const storageRegionSupported = taskPolicy<StorageRegionSupportedConfig>({
  name: "storage-region-supported",
  description: "Checks that RTC can upload to the region of the bucket.",
  severity: "high",
  enforcementLevel: "mandatory",
  configSchema: configSchema(SETTINGS),
  remediationSteps: "Use a bucket in a supported region.",
  check: checkStorageRegionSupported,
});
