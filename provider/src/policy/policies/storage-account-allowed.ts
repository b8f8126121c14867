import { quoted } from "../patterns";
import type { SegmentView } from "../segment-view";
import { taskPolicy } from "../segment-policy";
import { ifKnown, type Verdict, violation } from "../verdict";

/** Settings of {@link storageAccountAllowed}. */
export interface StorageAccountAllowedConfig {
  /** Ids of Volcengine main accounts. Default: all. */
  accountIds?: readonly string[];
}

/** The check of {@link storageAccountAllowed} as a plain function. */
export function checkStorageAccountAllowed(view: SegmentView, { accountIds }: StorageAccountAllowedConfig): Verdict[] {
  if (accountIds === undefined) return [];
  return ifKnown(view, "storageConfig", view.storageConfig, (storage) =>
    ifKnown(view, "storageConfig.accountId", storage.accountId, (accountId) =>
      accountIds.includes(accountId)
        ? []
        : [
            violation(
              view,
              `storageConfig.accountId is ${quoted([accountId])}, but must be one of ${quoted(accountIds)}. ` +
                "Write the id of the main account that owns the bucket, never that of a sub-user.",
            ),
          ],
    ),
  );
}

/**
 * Guards whose TOS bucket gets the audio: the id must be that of the main account, and the id of a sub-user looks the
 * same. What happens with that, the documents do not say; the table of errors has AccountIdMismatch.
 *
 * Without `accountIds` everything is allowed. Third-party storage has no account id: there the keys decide.
 *
 * Source: StartSegment 2023-11-01, `StorageConfig.TosConfig.AccountId` (document 1188212).
 */
export const storageAccountAllowed = taskPolicy<StorageAccountAllowedConfig>({
  name: "storage-account-allowed",
  description: "Checks that the bucket belongs to an allowed Volcengine account.",
  severity: "high",
  enforcementLevel: "mandatory",
  configSchema: {
    properties: {
      accountIds: {
        type: "array",
        items: { type: "string", minLength: 1 },
        minItems: 1,
        description: "Allowed values of storageConfig.accountId. Default: all.",
      },
    },
  },
  remediationSteps:
    "Set storageConfig.accountId to an allowed main account, or extend `accountIds` in the configuration of the policy.",
  check: checkStorageAccountAllowed,
});
