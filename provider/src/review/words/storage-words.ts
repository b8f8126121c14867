import { isUnknown } from "../../segment/unknown";
import { regionWord } from "../../storage/regions";
import { fieldsOf, isKnown } from "../changes/settings";
import { type Place, platformOf } from "../changes/storage";
import { isSecret } from "../input/secret";
import { valueWords } from "./value-words";

/** Where audio goes, in words: `tos cn-beijing/audio-b`. */
export function storageWords(storage: unknown): string {
  if (isUnknown(storage) || isSecret(storage)) return `(${valueWords(storage)})`;
  const { bucket } = fieldsOf(storage);
  return `${platformWords(storage)} ${regionWords(storage)}/${isKnown(bucket) ? String(bucket) : `(${valueWords(bucket)})`}`;
}

/** Where a region is, in words: `tos cn-beijing`. */
export function placeWords({ platform, region }: Place): string {
  return `${platform} ${regionText(region)}`;
}

function regionWords(storage: unknown): string {
  const { region } = fieldsOf(storage);
  const platform = platformOf(storage);
  if (isUnknown(region) || isSecret(region)) return `(${valueWords(region)})`;
  if (platform === undefined) return region === undefined ? "(default region)" : valueWords(region);
  return regionText(regionWord(platform, region as string | number | undefined));
}

/** `region 3` where no table has a word. */
function regionText(region: string | number): string {
  return typeof region === "number" ? `region ${region}` : region;
}

function platformWords(storage: unknown): string {
  const { type, vendor } = fieldsOf(storage);
  return platformOf(storage) ?? `(${valueWords(type === "custom" ? vendor : type)})`;
}
