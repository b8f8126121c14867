import { isUnknown } from "../../inputs/unknown";
import { isSecret } from "../input/secret";

/** A value in words, or why it can't be told. */
export function valueWords(value: unknown): string {
  if (isUnknown(value)) return "known after apply";
  if (isSecret(value)) return "secret";
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "absent");
}
