import { VENDOR_TITLES, VENDORS, type Vendor } from "../../storage/vendors";
import { quoted } from "../patterns";
import type { SegmentView } from "../segment-view";
import { taskPolicy } from "../segment-policy";
import { ifKnown, type Verdict, violation } from "../verdict";

/** Settings of {@link storageVendorAllowed}. */
export interface StorageVendorAllowedConfig {
  /** Allowed vendors of third-party storage. Default: all. TOS is no matter of this policy. */
  vendors?: readonly Vendor[];
}

/** The check of {@link storageVendorAllowed} as a plain function. */
export function checkStorageVendorAllowed(view: SegmentView, { vendors }: StorageVendorAllowedConfig): Verdict[] {
  if (vendors === undefined) return [];
  return ifKnown(view, "storageConfig", view.storageConfig, (storage) =>
    ifKnown(view, "storageConfig.vendor", storage.vendor, (vendor) =>
      vendors.includes(vendor)
        ? []
        : [
            violation(
              view,
              `storageConfig.vendor is ${quoted([vendor])} (${VENDOR_TITLES[vendor]}), but must be one of ${quoted(vendors)}. ` +
                "Upload to a bucket of an allowed vendor, or to TOS.",
            ),
          ],
    ),
  );
}

/**
 * Guards which other company gets the audio. Concerns storage of type `custom` alone; whether that is allowed at all is
 * the matter of storage-type-allowed.
 *
 * Without `vendors` everything is allowed.
 */
export const storageVendorAllowed = taskPolicy<StorageVendorAllowedConfig>({
  name: "storage-vendor-allowed",
  description: "Checks that third-party storage is of an allowed vendor.",
  severity: "high",
  enforcementLevel: "mandatory",
  configSchema: {
    properties: {
      vendors: {
        type: "array",
        items: { type: "string", enum: [...VENDORS] },
        minItems: 1,
        description: `Allowed values of storageConfig.vendor: ${quoted(VENDORS)}. Default: all.`,
      },
    },
  },
  remediationSteps: "Use storage of an allowed vendor, or extend `vendors` in the configuration of the policy.",
  check: checkStorageVendorAllowed,
});
