import { asRecord } from "../../inputs/record";
import { hasUnknown } from "../../inputs/unknown";
import { meaning } from "../../segment/meaning";
import { type Territory, territoryOf } from "../../storage/region-places";
import { type Platform, regionWord } from "../../storage/regions";
import { VENDORS } from "../../storage/vendors";
import { hasSecret, isSecret } from "../input/secret";
import { isKnown } from "./settings";

/** The platform, or undefined while it is not known. */
export function platformOf(storage: unknown): Platform | undefined {
  const { type, vendor } = asRecord(storage);
  if (type === "tos") return "tos";
  return VENDORS.find((name) => name === vendor);
}

/** What makes one bucket different from all others; undefined while that is not known in full. */
export function bucketKey(storage: unknown): string | undefined {
  const { bucket } = asRecord(storage);
  const platform = platformOf(storage);
  return platform === undefined || !isKnown(bucket) ? undefined : JSON.stringify([platform, bucket]);
}

/** Where a region is. */
export interface Place {
  platform: Platform;
  /** A word, or an integer where no table has one. */
  region: string | number;
  territory: Territory | undefined;
}

/** Where audio is stored; undefined while that is not known or not shown. */
export function placeOf(storage: unknown): Place | undefined {
  const platform = platformOf(storage);
  const { region } = asRecord(storage);
  if (platform === undefined || hasUnknown(region) || isSecret(region)) return undefined;
  const written = region as string | number | undefined;
  return { platform, region: regionWord(platform, written), territory: territoryOf(platform, written) };
}

/** The parts of storageConfig that differ, by name; those that only one of the two platforms has go without saying. */
export function storageParts(before: unknown, after: unknown): string[] {
  const [old, next] = [asRecord(before), asRecord(after)];
  return ["type", "vendor", "accountId", "region", "bucket"].filter((part) => {
    if (hasSecret(old[part]) || hasSecret(next[part])) return false;
    if (part !== "region") return old[part] !== undefined && next[part] !== undefined && old[part] !== next[part];
    const withRegion = (storage: Record<string, unknown>) =>
      meaning("storageConfig", { type: storage.type, vendor: storage.vendor, region: storage.region });
    return withRegion(old) !== withRegion(next) && (old.region !== undefined || next.region !== undefined);
  });
}
