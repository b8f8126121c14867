import type { RtcSettings } from "./settings";
import type { StartSegmentBody } from "./wire";

const MASK = "***";

/** Takes the secrets of a call out of its answer: an error may quote the request, and ends up in logs and comments. */
export function maskSecrets(text: string, { secretKey, sessionToken }: RtcSettings, body: object | undefined): string {
  const { AccessKey, SecretKey } = (body as Partial<StartSegmentBody> | undefined)?.StorageConfig?.CustomConfig ?? {};
  return [secretKey, sessionToken, AccessKey, SecretKey]
    .filter((secret) => secret !== undefined && secret !== "")
    .reduce<string>((masked, secret) => masked.replaceAll(String(secret), MASK), text);
}
