import { matchesAny, quoted } from "../patterns";
import type { SegmentView } from "../segment-view";
import { taskPolicy } from "../segment-policy";
import { ifKnown, type Verdict, violation } from "../verdict";

/** Settings of {@link storageBucketAllowed}. */
export interface StorageBucketAllowedConfig {
  /** Names and globs of buckets, alone or after their platform: `"room-audio"`, `"tos/audio-*"`. Default: all. */
  buckets?: readonly string[];
}

/** The check of {@link storageBucketAllowed} as a plain function. */
export function checkStorageBucketAllowed(view: SegmentView, { buckets }: StorageBucketAllowedConfig): Verdict[] {
  if (buckets === undefined) return [];
  return ifKnown(view, "storageConfig", view.storageConfig, (storage) =>
    ifKnown(view, "storageConfig.bucket", storage.bucket, (bucket) => {
      // The platform matters only to a list that names platforms.
      if (matchesAny(buckets, [bucket])) return [];
      return ifKnown(view, "storageConfig.vendor", storage.platform, (platform) =>
        matchesAny(buckets, [`${platform}/${bucket}`])
          ? []
          : [
              violation(
                view,
                `storageConfig.bucket is ${quoted([bucket])} on ${platform}, but must match one of ${quoted(buckets)}. ` +
                  "Name an allowed bucket: nothing in the API's documents tells of audio that went to a wrong one.",
              ),
            ],
      );
    }),
  );
}

/**
 * Guards the bucket audio goes to. Nothing in the API's documents tells of a bucket that does not exist or is someone
 * else's: no error code, no event, no field.
 *
 * Without `buckets` everything is allowed.
 *
 * Source: StartSegment 2023-11-01 (document 1188212); no error of the API concerns a bucket (document 70426).
 */
export const storageBucketAllowed = taskPolicy<StorageBucketAllowedConfig>({
  name: "storage-bucket-allowed",
  description: "Checks that audio is uploaded to an allowed bucket.",
  severity: "high",
  enforcementLevel: "mandatory",
  configSchema: {
    properties: {
      buckets: {
        type: "array",
        items: { type: "string", minLength: 1 },
        minItems: 1,
        description:
          'Names and globs of allowed buckets, alone or after their platform: "audio-*", "tos/room-audio". Default: all.',
      },
    },
  },
  remediationSteps:
    "Set storageConfig.bucket to an allowed bucket, or extend `buckets` in the configuration of the policy.",
  check: checkStorageBucketAllowed,
});
