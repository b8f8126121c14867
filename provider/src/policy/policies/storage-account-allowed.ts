import { allowListPolicy, listedValue } from "../allow-list";

/**
 * Guards whose TOS bucket gets the audio: the id must be that of the main account, and the id of a sub-user looks the
 * same. What happens with that, the documents do not say; the table of errors has AccountIdMismatch.
 *
 * Without `accountIds` everything is allowed. Third-party storage has no account id: there the keys decide.
 *
 * Source: StartSegment 2023-11-01, `StorageConfig.TosConfig.AccountId` (document 1188212).
 */
export const storageAccountAllowed = allowListPolicy({
  name: "storage-account-allowed",
  description: "Checks that the bucket belongs to an allowed Volcengine account.",
  severity: "high",
  setting: "accountIds",
  items: { type: "string", minLength: 1 },
  listed: "Allowed values of storageConfig.accountId.",
  remediation: "Set storageConfig.accountId to an allowed main account",
  judge: listedValue("accountId", "Write the id of the main account that owns the bucket, never that of a sub-user."),
});

/** The check of {@link storageAccountAllowed} as a plain function. */
export const checkStorageAccountAllowed = storageAccountAllowed.check;

/**
 * Settings of {@link storageAccountAllowed}: `accountIds`, the list of what is allowed. Default: all accounts.
 * @useDeclaredType
 */
export type StorageAccountAllowedConfig = Parameters<typeof checkStorageAccountAllowed>[1];
