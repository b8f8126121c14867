import { quoted } from "../patterns";
import type { SegmentView } from "../segment-view";
import { taskPolicy } from "../segment-policy";
import { ifKnown, type Verdict, violation } from "../verdict";

/** Settings of {@link storageTypeAllowed}. */
export interface StorageTypeAllowedConfig {
  /** `"tos"`, `"custom"` or both. Default: both. */
  types?: readonly ("tos" | "custom")[];
}

/** The check of {@link storageTypeAllowed} as a plain function. */
export function checkStorageTypeAllowed(view: SegmentView, { types }: StorageTypeAllowedConfig): Verdict[] {
  if (types === undefined) return [];
  return ifKnown(view, "storageConfig", view.storageConfig, (storage) =>
    ifKnown(view, "storageConfig.type", storage.type, (type) =>
      types.includes(type)
        ? []
        : [
            violation(
              view,
              `storageConfig.type is ${quoted([type])}, but must be one of ${quoted(types)}. ` +
                "Upload to a bucket on an allowed kind of storage.",
            ),
          ],
    ),
  );
}

/**
 * Guards the kind of storage audio goes to, such as TOS only: third-party storage is out of reach of the account's own
 * access rules, and needs long-lived keys.
 *
 * Without `types` everything is allowed.
 */
export const storageTypeAllowed = taskPolicy<StorageTypeAllowedConfig>({
  name: "storage-type-allowed",
  description: "Checks that audio is uploaded to an allowed type of storage.",
  severity: "high",
  enforcementLevel: "mandatory",
  configSchema: {
    properties: {
      types: {
        type: "array",
        items: { type: "string", enum: ["tos", "custom"] },
        minItems: 1,
        description: 'Allowed values of storageConfig.type: "tos", "custom". Default: both.',
      },
    },
  },
  remediationSteps:
    "Set storageConfig to storage of an allowed type, or extend `types` in the configuration of the policy.",
  check: checkStorageTypeAllowed,
});
