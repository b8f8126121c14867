import { hasUnknown } from "../segment/unknown";
import { VENDOR_TITLES } from "../storage/vendors";
import { fieldsOf, isSecret } from "./fields";
import { type Phrase, phrase } from "./phrase";
import { platformOf, regionWords } from "./storage-words";

/** Says when audio is to be stored in another region than before; `abroad` when it leaves, or enters, mainland China. */
export function leavesRegion(before: unknown, after: unknown): { abroad: boolean; words: Phrase } | undefined {
  const [old, next] = [placeOf(before), placeOf(after)];
  if (old === undefined || next === undefined || old.name === next.name) return undefined;
  const where = phrase`leaves ${old.name} for ${next.name}`;
  if (old.mainland === undefined || next.mainland === undefined) {
    return { abroad: true, words: phrase`${where}; make sure that it may be stored there` };
  }
  if (old.mainland === next.mainland) return { abroad: false, words: where };
  const border = old.mainland
    ? "it is no longer stored in mainland China"
    : "it is stored in mainland China from now on";
  return { abroad: true, words: phrase`${where}: ${[border]}` };
}

/** `mainland` is undefined when the region's place is not published. */
function placeOf(storage: unknown): { name: string; mainland: boolean | undefined } | undefined {
  const platform = platformOf(storage);
  const { region } = fieldsOf(storage);
  if (platform === undefined || hasUnknown(region) || isSecret(region)) return undefined;
  const words = regionWords(storage);
  if (!words.startsWith("region "))
    return { name: words, mainland: words.startsWith("cn-") && words !== "cn-hongkong" };
  return { name: `${platform === "tos" ? "TOS" : VENDOR_TITLES[platform]} ${words}`, mainland: undefined };
}
