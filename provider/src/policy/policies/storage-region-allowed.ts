import { type Territory, territoryOf } from "../../storage/region-places";
import { allowListPolicy } from "../allow-list";
import { isGlob, matchesAny, quotedList } from "../patterns";
import { hasDefaultRegion, regionNames, regionText } from "../region-names";
import { ifKnown, notKnownYet, violation } from "../verdict";
import { NOT_KNOWN_YET } from "../view/segment-view";

/**
 * Guards where audio is kept, as laws on data residency demand. A region's word and its integer mean the same; one that is
 * left out is the API's default.
 *
 * Without `regions` everything is allowed. `cn-*` is mainland China; Hong Kong, which OSS calls `cn-hongkong`, is allowed by
 * its whole word only. The same word may be another place on another platform: `ap-southeast-1` is
 * Johor on TOS and Singapore on S3. Name the platform where that matters. What can't be known: where the bucket really is;
 * the API does not compare it with the region.
 *
 * Source: the RTC "Region" reference, document 1167931.
 */
export const storageRegionAllowed = allowListPolicy({
  name: "storage-region-allowed",
  description: "Checks that audio is uploaded to an allowed region.",
  severity: "critical",
  setting: "regions",
  items: { type: "string", minLength: 1 },
  listed:
    'Words and globs of allowed regions, alone or after their platform: "cn-*", "s3/us-east-1"; integers only after their platform: "obs/3".',
  remediation: "Use a bucket in an allowed region",
  judge: (view, storage, regions) =>
    ifKnown(view, "storageConfig.vendor", storage.platform, (platform) => {
      const { region } = storage;
      if (region === NOT_KNOWN_YET) return [notKnownYet(view, "storageConfig.region")];
      if (region === undefined && !hasDefaultRegion(platform)) return [];
      const territory = territoryOf(platform, region);
      const patterns = regions.filter((pattern) => !isMainlandGlob(pattern) || territory === "mainland China");
      if (matchesAny(patterns, regionNames(platform, region))) return [];
      return [
        violation(
          view,
          `storageConfig.region is ${regionText(platform, region)} on ${platform}${lying(territory)}, but must match one of ${quotedList(regions)}. ` +
            "Upload to a bucket in an allowed region, and write the region of that bucket.",
        ),
      ];
    }),
});

/** The check of {@link storageRegionAllowed} as a plain function. */
export const checkStorageRegionAllowed = storageRegionAllowed.check;

/**
 * Settings of {@link storageRegionAllowed}: `regions`, the list of what is allowed. Default: all regions.
 * @useDeclaredType
 */
export type StorageRegionAllowedConfig = Parameters<typeof checkStorageRegionAllowed>[1];

/** What people mean by `cn-*` is the mainland: Hong Kong, which OSS calls `cn-hongkong`, has to be named. */
function isMainlandGlob(pattern: string): boolean {
  return isGlob(pattern) && /^(\w+\/)?(oss-)?cn-/.test(pattern);
}

function lying(territory: Territory | undefined): string {
  return territory === undefined ? "" : ` (${territory})`;
}
