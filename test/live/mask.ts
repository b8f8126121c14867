import { type Mask, masking } from "#rtc-api/masking";
import type { LiveAccount } from "./account";

/** Hides whatever of an account nobody else needs to see. */
export function maskOf({ settings, appId, tos, custom }: LiveAccount): Mask {
  const { accessKey, secretKey, sessionToken } = settings;
  const third = [custom?.AccessKey, custom?.SecretKey, custom?.Bucket];
  return masking([accessKey, secretKey, sessionToken, ...third, appId, tos.AccountId, tos.Bucket]);
}
