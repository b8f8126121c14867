import { suggestion } from "../inputs/suggestion";
import type { ProbeRequest } from "../storage/probe/request";
import { type Platform, regionCode, regionWord, regionWords } from "../storage/regions";
import type { Vendor } from "../storage/vendors";
import { UserError } from "../user-error";
import { type CheckOptions, keysFor } from "./bucket-check";

/** A bucket as flags name it. */
export interface NamedBucket {
  type?: "tos" | "custom";
  vendor?: Vendor;
  region?: string;
  bucket?: string;
  account?: string;
}

/** @throws when a flag is missing or wrong. */
export function namedBucket(named: NamedBucket, { level, endpoint, ...atHand }: CheckOptions): ProbeRequest {
  const { type, vendor, bucket, account } = named;
  if (!bucket) throw new UserError("--bucket is missing: the name of the bucket");
  if (type === "custom" && vendor === undefined) throw new UserError('--vendor is missing, as --type is "custom"');
  if (type === "tos" && vendor !== undefined) throw new UserError('--vendor is for --type "custom" only');
  const platform: Platform = vendor ?? "tos";
  const region = regionIn(platform, named.region);
  return { platform, bucket, region, accountId: account, level, endpoint, keys: keysFor(platform, atHand) };
}

function regionIn(platform: Platform, text: string | undefined): string | number {
  if (text === undefined || /^\d+$/.test(text)) return regionWord(platform, text === undefined ? text : Number(text));
  const words = regionWords(platform);
  if (/^[a-z\d-]+$/.test(text) && (words.length === 0 || regionCode(platform, text) !== undefined)) {
    return regionWord(platform, text);
  }
  const right = words.length === 0 ? "use the platform's word for it" : `use one of ${words.join(", ")}`;
  throw new UserError(`--region "${text}" is not a region that RTC uploads to; ${suggestion(text, words) ?? right}`);
}
