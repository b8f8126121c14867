import { type Platform, regionCode, regionWord } from "../storage/regions";
import { VENDOR_TITLES } from "../storage/vendors";

/** How people call a platform. */
export function platformTitle(platform: Platform): string {
  return platform === "tos" ? "TOS" : VENDOR_TITLES[platform];
}

/** Platforms whose regions have words. On the others a region must be written anyway. */
export function hasDefaultRegion(platform: Platform): boolean {
  return platform === "tos" || platform === "s3" || platform === "oss";
}

/** A region for a message: its word first, and how it was written when that differs. */
export function regionText(platform: Platform, region: string | number | undefined): string {
  const word = regionWord(platform, region);
  if (region === undefined) return `${JSON.stringify(word)} (left out, so the API's default 0)`;
  return word === region ? JSON.stringify(region) : `${JSON.stringify(word)} (written ${JSON.stringify(region)})`;
}

/**
 * All names of a region: its word and its integer, the integer only together with the platform, as every platform counts
 * on its own. `tos/cn-beijing`, `tos/0` and `cn-beijing` are the same.
 */
export function regionNames(platform: Platform, region: string | number | undefined): string[] {
  const word = regionWord(platform, region);
  const code = regionCode(platform, region);
  const names = typeof word === "string" ? [word, `${platform}/${word}`] : [];
  if (platform === "oss" && typeof word === "string") names.push(`oss-${word}`, `oss/oss-${word}`);
  if (code !== undefined) names.push(`${platform}/${code}`);
  return names;
}
