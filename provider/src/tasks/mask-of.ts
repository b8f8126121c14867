import { type Mask, masking } from "../rtc-api/masking";

const masks = new WeakMap<readonly string[], Mask>();

/** What takes the secrets of a resource out of a text. Made once for all its tasks: a group may have thousands of both. */
export function maskOf(secrets: readonly string[]): Mask {
  const mask = masks.get(secrets) ?? masking(secrets);
  masks.set(secrets, mask);
  return mask;
}
