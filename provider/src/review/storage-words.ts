import { isUnknown } from "../segment/unknown";
import { type Platform, regionWord } from "../storage/regions";
import { VENDORS } from "../storage/vendors";
import { fieldsOf, isKnown, isSecret, valueWords } from "./fields";

/** Where audio goes, in words: `tos cn-beijing/audio-b`. */
export function storageWords(storage: unknown): string {
  if (isUnknown(storage) || isSecret(storage)) return `(${valueWords(storage)})`;
  const { bucket } = fieldsOf(storage);
  return `${platformWords(storage)} ${regionWords(storage)}/${isKnown(bucket) ? String(bucket) : `(${valueWords(bucket)})`}`;
}

/** The platform, or undefined while it is not known. */
export function platformOf(storage: unknown): Platform | undefined {
  const { type, vendor } = fieldsOf(storage);
  if (type === "tos") return "tos";
  return VENDORS.find((name) => name === vendor);
}

/** The region in words; `region 3` when the platform's table is not published. */
export function regionWords(storage: unknown): string {
  const { region } = fieldsOf(storage);
  const platform = platformOf(storage);
  if (isUnknown(region) || isSecret(region)) return `(${valueWords(region)})`;
  if (platform === undefined) return region === undefined ? "(default region)" : valueWords(region);
  const word = regionWord(platform, region as string | number | undefined);
  return typeof word === "number" ? `region ${word}` : word;
}

/** What makes one bucket different from all others; undefined while that is not known in full. */
export function bucketKey(storage: unknown): string | undefined {
  const { bucket } = fieldsOf(storage);
  const platform = platformOf(storage);
  return platform === undefined || !isKnown(bucket) ? undefined : JSON.stringify([platform, bucket]);
}

function platformWords(storage: unknown): string {
  const { type, vendor } = fieldsOf(storage);
  return platformOf(storage) ?? `(${valueWords(type === "custom" ? vendor : type)})`;
}
