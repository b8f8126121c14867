import { asRecord } from "../../inputs/record";
import { isUnknown } from "../../inputs/unknown";
import { regionWord } from "../../storage/regions";
import { isKnown } from "../changes/settings";
import { type Place, platformOf } from "../changes/storage";
import { isSecret } from "../input/secret";
import { valueWords } from "./value-words";

/** Where audio goes, in words: `tos cn-beijing/audio-b`. */
export function storageWords(storage: unknown): string {
  if (isUnknown(storage) || isSecret(storage)) return `(${valueWords(storage)})`;
  const { bucket } = asRecord(storage);
  return `${platformWords(storage)} ${regionLabelOf(storage)}/${isKnown(bucket) ? String(bucket) : `(${valueWords(bucket)})`}`;
}

/** Where a region is, in words: `tos cn-beijing`. */
export function placeWords({ platform, region }: Place): string {
  return `${platform} ${regionLabel(region)}`;
}

function regionLabelOf(storage: unknown): string {
  const { region } = asRecord(storage);
  const platform = platformOf(storage);
  if (isUnknown(region) || isSecret(region)) return `(${valueWords(region)})`;
  if (platform === undefined) return region === undefined ? "(default region)" : valueWords(region);
  return regionLabel(regionWord(platform, region as string | number | undefined));
}

/** `region 3` where no table has a word. */
function regionLabel(region: string | number): string {
  return typeof region === "number" ? `region ${region}` : region;
}

function platformWords(storage: unknown): string {
  const { type, vendor } = asRecord(storage);
  return platformOf(storage) ?? `(${valueWords(type === "custom" ? vendor : type)})`;
}
