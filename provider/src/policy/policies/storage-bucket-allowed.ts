import { allowListPolicy } from "../allow-list";
import { matchesAny, quotedList } from "../patterns";
import { ifKnown, violation } from "../verdict";

/**
 * Guards the bucket audio goes to. Nothing in the API's documents tells of a bucket that does not exist or is someone
 * else's: no error code, no event, no field.
 *
 * Without `buckets` everything is allowed.
 *
 * Source: StartSegment 2023-11-01 (document 1188212); no error of the API concerns a bucket (document 70426).
 */
export const storageBucketAllowed = allowListPolicy({
  name: "storage-bucket-allowed",
  description: "Checks that audio is uploaded to an allowed bucket.",
  severity: "high",
  setting: "buckets",
  items: { type: "string", minLength: 1 },
  listed: 'Names and globs of allowed buckets, alone or after their platform: "audio-*", "tos/room-audio".',
  remediation: "Set storageConfig.bucket to an allowed bucket",
  judge: (view, storage, buckets) =>
    ifKnown(view, "storageConfig.bucket", storage.bucket, (bucket) => {
      // The platform matters only to a list that names platforms.
      if (matchesAny(buckets, [bucket])) return [];
      return ifKnown(view, "storageConfig.vendor", storage.platform, (platform) =>
        matchesAny(buckets, [`${platform}/${bucket}`])
          ? []
          : [
              violation(
                view,
                `storageConfig.bucket is ${JSON.stringify(bucket)} on ${platform}, but must match one of ${quotedList(buckets)}. ` +
                  "Name an allowed bucket: nothing in the API's documents tells of audio that went to a wrong one.",
              ),
            ],
      );
    }),
});

/** The check of {@link storageBucketAllowed} as a plain function. */
export const checkStorageBucketAllowed = storageBucketAllowed.check;

/**
 * Settings of {@link storageBucketAllowed}: `buckets`, the list of what is allowed. Default: all buckets.
 * @useDeclaredType
 */
export type StorageBucketAllowedConfig = Parameters<typeof checkStorageBucketAllowed>[1];
