import { textsIn } from "../inputs/record";
import { SECRET } from "../review/input/secret";
import { MARK, SECRET_MARK } from "../segment/secret-mark";

/**
 * A value of a state with its secrets in clear, where the state has them in clear, and hidden where it has them encrypted.
 *
 * @param secrets Takes in every text that was found to be secret.
 */
export function clearText(value: unknown, secrets: string[]): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((inner) => clearText(inner, secrets));
  const { [MARK]: mark, plaintext } = value as Record<string, unknown>;
  if (mark !== SECRET_MARK) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clearText(inner, secrets)]));
  }
  if (typeof plaintext !== "string") return SECRET;
  const clear = clearText(JSON.parse(plaintext), secrets);
  secrets.push(...textsIn(clear));
  return clear;
}
